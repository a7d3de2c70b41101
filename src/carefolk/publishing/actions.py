"""Acts around the way out: taking a post back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from carefolk.audit.actions import record
from carefolk.kit.errors import CarefolkError, NotAllowed, NotFound
from carefolk.people.models import Identity, User
from carefolk.posts import queries
from carefolk.posts.actions import take_away
from carefolk.posts.models import Audience, Status
from carefolk.publishing import keeping
from carefolk.publishing.drafts import Door, Draft, PictureRef
from carefolk.publishing.models import Held, IdempotencyKey, SavedDraft
from carefolk.publishing.outcomes import Outcome, Published
from carefolk.publishing.pipeline import publish


class TooLateToUndo(CarefolkError):
    code, status = "too-late-to-undo", 409
    sentence = _(
        "The time to take this post back is over, and it may have left this place. "
        "You can still delete it."
    )


@transaction.atomic
def undo(*, by: Identity, status_id: int, now: datetime) -> SavedDraft | None:
    """Take a post back while nothing has left the place; its words become a draft again.

    Removes the status with its home entries, notices and live copies, and leaves no tombstone.

    Returns:
        The draft; None for a boost, which has no words.

    Raises:
        NotFound: not one's own.
        TooLateToUndo: the undo time is over.
    """
    status = queries.own_status(by, status_id)
    if status.out_at <= now:
        raise TooLateToUndo
    draft = draft_of(status)
    take_away(status, leaves_tombstone=False, now=now)
    IdempotencyKey.objects.filter(owner=by, status_id=status_id).delete()
    return keeping.save_draft(draft, owner=by, now=now) if draft else None


def release(*, held_id: int, by: Identity, now: datetime) -> Outcome:
    """Let out what was held, by publishing it again: checked anew, under today's rules.

    Args:
        held_id: of the held draft.
        by: the moderator who has looked at it.

    Raises:
        NotAllowed: not a moderator or administrator of this place.
        NotFound: settled before, or never held.
    """
    account = User.objects.filter(identity=by, is_active=True).first()
    if account is None or not account.is_staff_of_place:
        raise NotAllowed
    held = Held.objects.filter(pk=held_id, settled_at__isnull=True).select_related("owner__profile")
    found = held.first()
    if found is None:
        raise NotFound
    draft = keeping.unseal(bytes(found.sealed).decode())
    key = f"held-{found.pk}"
    outcome = publish(
        replace(draft, key=key), by=found.owner, door=Door.DESK, now=now, released_by=by
    )
    if isinstance(outcome, Published):
        # Settled by the key as well: a crash right here publishes nothing twice.
        held.update(settled_at=now, settled_by_id=by.pk)
        if not outcome.repeated:
            record("held.released", actor_id=by.pk, subject=("held", held_id), now=now)
    return outcome


def draft_of(status: Status) -> Draft | None:
    """The words of a status as a new draft, pictures included."""
    if status.boost_of_id is not None:
        return None
    return Draft(
        text=status.source,
        content_note=status.content_note,
        audience=Audience(status.audience),
        audience_of=status.audience_of_id,
        language=status.language,
        reply_to=status.reply_to_id,
        pictures=tuple(
            PictureRef(id=picture.pk, description=picture.description)
            for picture in status.attachments.order_by("position")
        ),
    )
