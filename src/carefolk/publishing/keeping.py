"""What is kept around publishing: drafts, idempotency keys, and what waits for a second person.

Drafts are sealed: their words can be read only with the key of the place, and only their author
is ever shown them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from carefolk.kit import crypto
from carefolk.kit.errors import NotFound
from carefolk.people.models import Identity
from carefolk.posts import media
from carefolk.posts.models import Audience, Status
from carefolk.publishing.drafts import Draft, DraftKind, PictureRef
from carefolk.publishing.models import Held, IdempotencyKey, SavedDraft

UNTOUCHED_LIMIT = timedelta(days=30)
KEYS_KEPT = timedelta(days=2)
HELD_LIMIT = timedelta(days=90)
DRAFTS_EACH = 100
_PURPOSE = "draft"
_OF_THE_MOMENT = ("confirm_token", "saved_id", "key")
# A confirmation dies with the moment; what a maker carried along is not ours to keep.
_OF_THE_AUTHOR = (*_OF_THE_MOMENT, "confirmed", "extra")


def save_draft(draft: Draft, *, owner: Identity, now: datetime) -> SavedDraft:
    """Keep a draft for its author. A draft with a `saved_id` of the owner's is overwritten."""
    sealed = seal(draft).encode()
    media.keep_until(owner, _pictures(draft), until=now + UNTOUCHED_LIMIT)
    if draft.saved_id is not None:
        known = SavedDraft.objects.filter(pk=draft.saved_id, owner=owner)
        if known.update(sealed=sealed, changed_at=now):
            return known.get()
    saved = SavedDraft.objects.create(owner=owner, sealed=sealed, changed_at=now)
    surplus = SavedDraft.objects.filter(owner=owner).order_by("-changed_at")[DRAFTS_EACH:]
    SavedDraft.objects.filter(pk__in=[row.pk for row in surplus]).delete()
    return saved


def saved_draft(owner: Identity, saved_id: int) -> Draft:
    """One's own draft. Raises NotFound for everyone else's."""
    row = SavedDraft.objects.filter(pk=saved_id, owner=owner).first()
    if row is None:
        raise NotFound
    return _unsealed(row)


def saved_drafts(owner: Identity) -> list[tuple[Draft, datetime]]:
    rows = SavedDraft.objects.filter(owner=owner).order_by("-changed_at")[:DRAFTS_EACH]
    return [(_unsealed(row), row.changed_at) for row in rows]


def drop_draft(owner: Identity, saved_id: int) -> None:
    SavedDraft.objects.filter(pk=saved_id, owner=owner).delete()


def clear_old(*, now: datetime) -> None:
    """Remove drafts untouched for 30 days, what was held too long, and keys nobody repeats."""
    SavedDraft.objects.filter(changed_at__lt=now - UNTOUCHED_LIMIT).delete()
    Held.objects.filter(held_at__lt=now - HELD_LIMIT).delete()
    Held.objects.filter(settled_at__lt=now - UNTOUCHED_LIMIT).delete()
    IdempotencyKey.objects.filter(made_at__lt=now - KEYS_KEPT).delete()


def hold(draft: Draft, *, confirmed: Mapping[str, str], by: Identity, now: datetime) -> Held:
    """Keep a draft for a second person, with what its author has answered about these words.

    The saved draft it came from goes, as it does when the words are published.
    """
    answered = replace(draft, confirmed=tuple(confirmed.items()))
    held, _fresh = Held.objects.get_or_create(
        owner=by,
        # Pressed twice it is held once.
        key=draft.key or f"at-{now.timestamp()}",
        defaults={
            "sealed": seal(answered, leaves_out=_OF_THE_MOMENT).encode(),
            "reason_code": "limited",
            "held_at": now,
        },
    )
    media.keep_until(by, _pictures(draft), until=now + HELD_LIMIT)
    if draft.saved_id is not None:
        drop_draft(by, draft.saved_id)
    return held


def published_before(draft: Draft, *, by: Identity) -> Status | None:
    """What was published under the draft's idempotency key, if anything."""
    if not draft.key:
        return None
    status_id = (
        IdempotencyKey.objects.filter(owner=by, key=draft.key)
        .values_list("status_id", flat=True)
        .first()
    )
    return Status.objects.filter(pk=status_id).first() if status_id else None


def remember(draft: Draft, thing: Any, *, by: Identity, now: datetime) -> None:
    """Inside the transaction: keep the key, and let go of the draft that is now published."""
    if draft.key and isinstance(thing, Status):
        # A key whose post was deleted since is free again.
        stale = IdempotencyKey.objects.filter(owner=by, key=draft.key)
        stale.exclude(status_id__in=Status.objects.filter(author=by).values("pk")).delete()
        IdempotencyKey.objects.create(owner=by, key=draft.key, status_id=thing.pk, made_at=now)
    if draft.saved_id is not None:
        drop_draft(by, draft.saved_id)


def _pictures(draft: Draft) -> list[int]:
    return [picture.id for picture in draft.pictures]


def seal(draft: Draft, *, leaves_out: Iterable[str] = _OF_THE_AUTHOR) -> str:
    """A draft as text that only this place can read.

    Args:
        leaves_out: names of what is not kept.
    """
    content = asdict(draft)
    for name in leaves_out:
        del content[name]
    return crypto.seal(json.dumps(content), purpose=_PURPOSE)


def unseal(sealed: str) -> Draft:
    content = json.loads(crypto.unseal(sealed, purpose=_PURPOSE))
    content["kind"] = DraftKind(content["kind"])
    content["audience"] = Audience(content["audience"])
    content["pictures"] = tuple(PictureRef(**picture) for picture in content["pictures"])
    content["confirmed"] = tuple((check, answer) for check, answer in content.get("confirmed", ()))
    content["fields"] = tuple((name, value) for name, value in content["fields"])
    return Draft(**content)


def _unsealed(row: SavedDraft) -> Draft:
    return replace(unseal(bytes(row.sealed).decode()), saved_id=row.pk)
