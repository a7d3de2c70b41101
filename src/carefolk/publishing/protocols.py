"""The shapes rooms take to join the way out: Maker and Sink (Place and Holder beside them)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db.models import Model

from carefolk.audit.models import Clearance
from carefolk.people.models import Identity
from carefolk.posts.models import Audience, Status
from carefolk.publishing.drafts import Draft, DraftKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A draft made ready: cleaned, looked up, and nothing written yet.

    Attributes:
        draft: as it came, with cleaned text.
        by: the identity that will be shown as the author.
        parts: (name, text) of every visible text, in reading order; what the guard sees.
        plain: the plain words that the first part's markup shows.
        html: the first part as it will be shown.
        audience: after narrowing.
        made: what the maker prepared for itself.
        thread: plain texts above, oldest first, for the guard.
    """

    draft: Draft
    by: Identity
    parts: tuple[tuple[str, str], ...]
    audience: Audience
    made: Any = None
    plain: str = ""
    html: str = ""
    thread: tuple[str, ...] = ()
    member_handles: tuple[str, ...] = ()


class Maker(Protocol):
    """Knows how one kind of draft becomes rows."""

    kind: DraftKind

    def prepare(self, draft: Draft, *, by: Identity, now: datetime) -> Prepared:
        """Read and check; write nothing. Raises CarefolkError."""
        ...

    def sketch(self, draft: Draft, *, by: Identity) -> Prepared:
        """The visible texts of a draft that may be unfinished, for checking while writing."""
        ...

    def store(self, prepared: Prepared, *, clearance: Clearance, now: datetime) -> Any:
        """Write the rows. Called inside the one transaction."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What sinks are told.

    Attributes:
        kind: status, edit, boost or profile.
        by: who said it.
        status: the status, for the first three kinds.
        mentioned: identities addressed, without those who blocked the author.
        now: the moment it was stored.
    """

    kind: DraftKind
    by: Identity
    now: datetime
    status: Status | None = None
    mentioned: Sequence[Identity] = field(default_factory=tuple)


class Sink(Protocol):
    """Must learn of what is published."""

    def plan(self, news: News) -> Iterable[Model]:
        """Rows to be written in bulk inside the transaction; at most a few reads, no writes."""
        ...
