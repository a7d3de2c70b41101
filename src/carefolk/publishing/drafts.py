"""What goes in at the way out: a draft, and the door it came through."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from carefolk.posts.models import Audience


class Door(StrEnum):
    """Where a draft came in. Every door gets the same checks."""

    WEB = "web"
    API = "api"
    SCHEDULE = "schedule"
    DESK = "desk"
    IMPORT = "import"
    COMMAND = "command"
    DEMO = "demo"
    BENCH = "bench"


class DraftKind(StrEnum):
    STATUS = "status"
    EDIT = "edit"
    BOOST = "boost"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRef:
    """A picture uploaded before, and the words that describe it."""

    id: int
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Something a person wants to say.

    Attributes:
        kind: what it becomes; one maker knows each kind.
        text: what was typed (for a profile: the bio).
        audience: who may see it.
        audience_of: id of the identity whose members may see it, for `Audience.MEMBERS_OF`.
        content_note: a line shown first, the text behind it.
        language: BCP 47 tag.
        reply_to: id of the status answered.
        boost_of: id of the status shared.
        edits: id of the status changed; `seen_version` is the version the author saw.
        pictures: in the order shown, four at most.
        fields: further visible texts by name (a profile's display name, role, fields …).
        confirmed: check id -> "checked" or a reason from the short list (see decide.py).
        confirm_token: proves that the findings were shown for exactly this text.
        key: idempotency key; the same key gives the same outcome.
        saved_id: the saved draft this came from; deleted when it is published.
    """

    kind: DraftKind = DraftKind.STATUS
    text: str = ""
    audience: Audience = Audience.MEMBERS
    audience_of: int | None = None
    content_note: str = ""
    language: str = "en"
    reply_to: int | None = None
    boost_of: int | None = None
    edits: int | None = None
    seen_version: int | None = None
    pictures: tuple[PictureRef, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    confirmed: tuple[tuple[str, str], ...] = ()
    confirm_token: str = ""
    key: str = ""
    saved_id: int | None = None
    extra: dict[str, object] = field(default_factory=dict, compare=False)
    """What a maker needs besides words (a profile's picture files); never shown as text."""
