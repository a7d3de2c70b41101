"""What rooms above posts may take part in."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from carefolk.people.models import Identity
from carefolk.posts.models import Status


class ReactionSink(Protocol):
    """Must learn of what readers do with a status, and of its end. Called in the transaction."""

    def favourited(self, *, by: Identity, status: Status, now: datetime) -> None: ...

    def unfavourited(self, *, by: Identity, status: Status, now: datetime) -> None: ...

    def deleted(self, *, status: Status, now: datetime) -> None: ...
