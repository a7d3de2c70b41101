"""Acts on statuses that say nothing new: like, keep, delete. Saying walks `publishing`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from carefolk.kit.wiring import wired
from carefolk.people.models import Identity
from carefolk.posts import queries
from carefolk.posts.models import Attachment, Bookmark, Favourite, Status, Tombstone
from carefolk.posts.protocols import ReactionSink


@transaction.atomic
def favourite(*, by: Identity, status_id: int, now: datetime) -> Status:
    """Like a status. Repeating it changes nothing. Raises NotFound when it may not be seen."""
    status = queries.status_for(by, status_id, now=now)
    _liked, fresh = Favourite.objects.get_or_create(by=by, status=status, defaults={"at": now})
    if fresh:
        Status.objects.filter(pk=status.pk).update(favourites_count=F("favourites_count") + 1)
        for sink in _sinks():
            sink.favourited(by=by, status=status, now=now)
    return status


@transaction.atomic
def unfavourite(*, by: Identity, status_id: int, now: datetime) -> Status:
    status = queries.status_for(by, status_id, now=now)
    gone, _each = Favourite.objects.filter(by=by, status=status).delete()
    if gone:
        _count_down(status.pk, "favourites_count")
        for sink in _sinks():
            sink.unfavourited(by=by, status=status, now=now)
    return status


@transaction.atomic
def bookmark(*, by: Identity, status_id: int, now: datetime) -> Status:
    """Keep a status for later. Nobody else learns of it."""
    status = queries.status_for(by, status_id, now=now)
    Bookmark.objects.get_or_create(by=by, status=status, defaults={"at": now})
    return status


@transaction.atomic
def unbookmark(*, by: Identity, status_id: int, now: datetime) -> Status:
    status = queries.status_for(by, status_id, now=now)
    Bookmark.objects.filter(by=by, status=status).delete()
    return status


@transaction.atomic
def unboost(*, by: Identity, status_id: int, now: datetime) -> Status:
    """Take back one's boost of a status."""
    status = queries.status_for(by, status_id, now=now)
    boost = Status.objects.filter(author=by, boost_of=status).first()
    if boost is not None:
        take_away(boost, leaves_tombstone=boost.out_at <= now, now=now)
    return status


@transaction.atomic
def delete(*, by: Identity, status_id: int, now: datetime) -> None:
    """Delete one's own status everywhere. Within the undo time it leaves no trace."""
    status = queries.own_status(by, status_id)
    take_away(status, leaves_tombstone=status.out_at <= now, now=now)


def take_away(status: Status, *, leaves_tombstone: bool, now: datetime) -> Sequence[Attachment]:
    """Remove a status with its entries, notices, boosts and counts. Inside a transaction.

    Pictures lose their status and are returned; the clean-up removes their files unless a
    draft takes them again.
    """
    pictures = list(status.attachments.all())
    Attachment.objects.filter(status=status).update(status=None, clearance=None, created_at=now)
    if status.reply_to_id and status.counts_as_reply:
        _count_down(status.reply_to_id, "replies_count")
    if status.boost_of_id:
        _count_down(status.boost_of_id, "boosts_count")
    if leaves_tombstone:
        Tombstone.objects.get_or_create(
            id=status.pk,
            defaults={"uri": status.uri, "author_id": status.author_id, "deleted_at": now},
        )
    for sink in _sinks():
        sink.deleted(status=status, now=now)
    status.delete()
    return pictures


def _count_down(status_id: int, count: str) -> None:
    Status.objects.filter(pk=status_id).update(**{count: Greatest(F(count) - 1, 0)})


def _sinks() -> Sequence[ReactionSink]:
    return wired("reaction_sinks")  # type: ignore[no-any-return]  # the wiring file states it
