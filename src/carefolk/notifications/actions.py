"""What a person does with alerts, and what is done when the person goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from carefolk.notifications.models import Notification
from carefolk.people.models import Identity


def mark_read(viewer: Identity, *, up_to: int, now: datetime) -> int:
    """Mark the viewer's notifications read, the newest being `up_to`: what the page showed.

    Returns:
        How many were new. Repeating it changes nothing.
    """
    return Notification.objects.filter(owner=viewer, id__lte=up_to, read_at__isnull=True).update(
        read_at=now
    )


class NotificationHolder:
    """Answers for notifications; the shape is people.protocols.Holder."""

    tables: tuple[str, ...] = ("notifications.Notification",)

    def export(self, identity: Identity) -> Mapping[str, Iterable[Mapping[str, Any]]]:
        """One's own alerts: kind, who, about which post, when, and when read."""
        rows = Notification.objects.filter(owner=identity).select_related("actor")
        return {
            "alerts": [
                {
                    "kind": row.kind,
                    "from": row.actor.address,
                    "post": None if row.status_id is None else str(row.status_id),
                    "at": row.created_at.isoformat(),
                    "read_at": row.read_at and row.read_at.isoformat(),
                }
                for row in rows.order_by("id").iterator()
            ]
        }

    def erase(self, identity: Identity, *, now: datetime) -> None:
        del now
        Notification.objects.filter(Q(owner=identity) | Q(actor=identity)).delete()

    def hide_from(self, *, hidden: Identity, viewer: Identity, now: datetime) -> None:
        del now
        Notification.objects.filter(owner=viewer, actor=hidden).delete()

    def freeze(self, identity: Identity, *, now: datetime) -> None:
        """Nothing here acts later."""
