"""What comes out: published, ask the author, held, or refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from carefolk.guard import Finding, Level, Mend


@dataclass(frozen=True, slots=True)
class Seen:
    """A finding, placed in the part of the draft that it marks.

    Attributes:
        finding: what the guard said.
        part: name of the draft's part: "text", "content_note", "picture:<id>", "field:<name>".
        start: offset in that part.
        end: offset behind the last marked character.
        mends: the finding's mends with offsets in that part.
    """

    finding: Finding
    part: str
    start: int
    end: int
    mends: tuple[Mend, ...]

    @property
    def level(self) -> Level:
        return self.finding.level


@dataclass(frozen=True, slots=True)
class Published:
    """It is out (or was, under this idempotency key, before)."""

    thing: Any
    notes: tuple[Seen, ...] = ()
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class AskAuthor:
    """Nothing was published. The author may change the text or confirm each finding.

    Attributes:
        findings: all of them, strongest first.
        token: goes back with the confirmation; holds for this text and ten minutes.
    """

    findings: tuple[Seen, ...]
    token: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was published, and no confirmation can change that: only another text."""

    findings: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """Kept for a second person to look at."""

    held_id: int
    reason_code: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What the guard says about a draft that is not being published.

    Attributes:
        findings: strongest first.
        token: as for AskAuthor; empty while the draft is unfinished.
    """

    findings: tuple[Seen, ...]
    token: str


Outcome = Published | AskAuthor | Refused | Held
