"""What this room keeps about an identity; the shape is people.protocols.Holder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from carefolk.people.models import Identity
from carefolk.timelines.models import HomeEntry
from carefolk.timelines.sinks import clear_between


class HomeHolder:
    """Answers for home entries. They repeat what others said, so there is nothing to export."""

    tables: tuple[str, ...] = ("timelines.HomeEntry",)

    def export(self, identity: Identity) -> Mapping[str, Iterable[Mapping[str, Any]]]:
        return {}

    def erase(self, identity: Identity, *, now: datetime) -> None:
        HomeEntry.objects.filter(Q(owner=identity) | Q(author=identity)).delete()

    def hide_from(self, *, hidden: Identity, viewer: Identity, now: datetime) -> None:
        clear_between(viewer.pk, hidden.pk)

    def freeze(self, identity: Identity, *, now: datetime) -> None:
        """Nothing here acts later."""
