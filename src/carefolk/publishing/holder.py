"""What this room keeps about an identity; the shape is people.protocols.Holder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from carefolk.people.models import Identity
from carefolk.publishing import keeping
from carefolk.publishing.models import Held, IdempotencyKey, SavedDraft


class PublishingHolder:
    """Answers for drafts, what waits for a second person, and idempotency keys."""

    tables: tuple[str, ...] = (
        "publishing.SavedDraft",
        "publishing.Held",
        "publishing.IdempotencyKey",
    )

    def export(self, identity: Identity) -> Mapping[str, Iterable[Mapping[str, Any]]]:
        return {
            "drafts": [
                {"text": draft.text, "content_note": draft.content_note, "changed_at": changed_at}
                for draft, changed_at in keeping.saved_drafts(identity)
            ]
        }

    def erase(self, identity: Identity, *, now: datetime) -> None:
        SavedDraft.objects.filter(owner=identity).delete()
        Held.objects.filter(owner=identity).delete()
        IdempotencyKey.objects.filter(owner=identity).delete()

    def hide_from(self, *, hidden: Identity, viewer: Identity, now: datetime) -> None:
        """Drafts belong to their author alone; nothing of the other is kept here."""

    def freeze(self, identity: Identity, *, now: datetime) -> None:
        """Held posts do not go out by themselves; nothing here acts later."""
