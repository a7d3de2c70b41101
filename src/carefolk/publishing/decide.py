"""What follows from what the guard said: one table, one pure function (decisions 1).

| level     | asks of the author                                            |
|-----------|---------------------------------------------------------------|
| note      | nothing                                                       |
| caution   | "I have checked", for this text                               |
| stop      | another text, or a reason from the short list                 |
| stop-hard | another text only                                             |

In a private text findings are shown and never prevent saving: nobody else will read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from django.utils.translation import gettext_lazy as _

from carefolk.guard import Finding, Level

CHECKED = "checked"


class StopReason(StrEnum):
    """Why something that looks like a breach is none. Kept with the clearance; never words."""

    ABOUT_ME = "about-me"
    AGREED_IN_WRITING = "agreed-in-writing"
    AGREED_SAID_SO = "agreed-said-so"
    INVENTED = "invented"
    PUBLIC_FIGURE = "public-figure"


STOP_REASON_WORDS = {
    StopReason.ABOUT_ME: _("It is about me"),
    StopReason.AGREED_IN_WRITING: _("They agreed to this post, in writing"),
    StopReason.AGREED_SAID_SO: _("They agreed to this post, they told me"),
    StopReason.INVENTED: _("It is made up"),
    StopReason.PUBLIC_FIGURE: _("It is a public figure, acting in public"),
}


class Decision(Enum):
    PUBLISH = "publish"
    ASK = "ask"
    HOLD = "hold"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Standing:
    """What moderators have decided about the author, as far as publishing needs it."""

    is_held: bool = False
    """Everything this author says waits for a second person."""


def decide(
    findings: Iterable[Finding],
    *,
    confirmed: Mapping[str, str],
    is_private: bool,
    standing: Standing,
) -> Decision:
    """Decide from values alone.

    Args:
        findings: what the guard said about exactly this text.
        confirmed: check id -> "checked" or a StopReason, given for exactly this text.
        is_private: nobody but the author will read it.
        standing: of the author.
    """
    if is_private:
        return Decision.PUBLISH
    levels = [(finding.level, confirmed.get(finding.check)) for finding in findings]
    if any(level is Level.STOP_HARD for level, _answer in levels):
        return Decision.REFUSE
    if not all(_answered(level, answer) for level, answer in levels):
        return Decision.ASK
    return Decision.HOLD if standing.is_held else Decision.PUBLISH


def _answered(level: Level, answer: str | None) -> bool:
    if level is Level.STOP:
        return answer in set(StopReason)
    if level is Level.CAUTION:
        return answer == CHECKED or answer in set(StopReason)
    return True
