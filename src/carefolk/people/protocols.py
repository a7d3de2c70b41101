"""What rooms above people may take part in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from carefolk.people.models import Block, Follow, Identity, Mute


class TieSink(Protocol):
    """Must learn when one identity becomes something to another.

    Each is called inside the transaction of the act; slow work is enqueued as a job.
    """

    def followed(self, follow: Follow, *, now: datetime) -> None: ...

    def follow_asked(self, follow: Follow, *, now: datetime) -> None: ...

    def unfollowed(self, *, follower: Identity, followed: Identity, now: datetime) -> None: ...

    def blocked(self, block: Block, *, now: datetime) -> None: ...

    def muted(self, mute: Mute, *, now: datetime) -> None: ...


class Holder(Protocol):
    """Knows everything a room keeps about an identity, and what to do with it."""

    tables: tuple[str, ...]
    """Labels ("app.Model") of the tables with a path to an identity it answers for."""

    def export(self, identity: Identity) -> Mapping[str, Iterable[Mapping[str, Any]]]:
        """Everything kept about the identity, as named lists of plain values."""
        ...

    def erase(self, identity: Identity, *, now: datetime) -> None:
        """Remove what the identity said and did, and everything that would show them."""
        ...

    def hide_from(self, *, hidden: Identity, viewer: Identity, now: datetime) -> None:
        """Remove what `viewer` has stored of `hidden` (after a block)."""
        ...

    def freeze(self, identity: Identity, *, now: datetime) -> None:
        """Stop everything that would still happen in the identity's name."""
        ...
