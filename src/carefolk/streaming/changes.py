"""Recording what happened for the streams, and forgetting it after an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max, Q

from carefolk.people.models import Identity
from carefolk.posts.models import Audience, Status
from carefolk.streaming.models import Change
from carefolk.timelines.models import HomeEntry

KEPT_FOR = timedelta(hours=1)
MOST_OWNERS = 20_000


def record_alert(*, owner: Identity | int, actor: Identity | int, now: datetime) -> None:
    """Someone may have a new notification. The stream looks whether a row came with it."""
    Change.objects.create(kind="alert", owner_id=_id(owner), author_id=_id(actor), at=now)


def record_deletion(status: Status, *, now: datetime) -> None:
    """A status goes. Called before its rows are gone: afterwards nobody can tell who had it."""
    held = HomeEntry.objects.filter(Q(status=status) | Q(status__boost_of=status))
    Change.objects.create(
        kind="delete",
        status_id=status.pk,
        author_id=status.author_id,
        owners=list(held.values_list("owner_id", flat=True).distinct()[:MOST_OWNERS]),
        in_place=is_in_place(status),
        at=now,
    )


def position() -> int:
    """The newest change. A page made now may give it to its stream as `?after=`."""
    return Change.objects.aggregate(newest=Max("pk"))["newest"] or 0


def clear_old(*, now: datetime) -> int:
    """Forget what is older than an hour; who comes back later is told to load anew."""
    gone, _each = Change.objects.filter(at__lt=now - KEPT_FOR).delete()
    return gone


def is_in_place(status: Status) -> bool:
    """Does the timeline of this place show it?"""
    return (
        status.local
        and status.boost_of_id is None
        and status.reply_to_id is None
        and status.audience in (Audience.EVERYONE, Audience.MEMBERS)
    )


def _id(identity: Identity | int) -> int:
    return identity if isinstance(identity, int) else identity.pk
