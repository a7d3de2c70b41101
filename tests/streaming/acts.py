"""Acts as the way out performs them: everything of one act in one transaction."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from carefolk.notifications.sinks import NotificationSink, ReactionNotices, TieNotices
from carefolk.posts.models import Favourite
from carefolk.publishing.drafts import DraftKind
from carefolk.publishing.protocols import News
from carefolk.streaming.sinks import ChangeSink, ReactionChanges, TieChanges
from carefolk.timelines.sinks import HomeSink
from tests.notifications import rows

SINKS = (HomeSink(), NotificationSink(), ChangeSink())


@transaction.atomic
def publish(author, text="Hello", *, kind=DraftKind.STATUS, mentions=(), **values):
    status = rows.say(author, text, mentions=mentions, **values)
    tell(kind, status, mentions)
    return status


@transaction.atomic
def edit(status):
    tell(DraftKind.EDIT, status)


def tell(kind, status, mentions=()):
    news = News(
        kind=kind, by=status.author, now=timezone.now(), status=status, mentioned=list(mentions)
    )
    for sink in SINKS:
        for row in sink.plan(news):
            type(row).objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def boost(by, status):
    shared = rows.boost(by, status)
    tell(DraftKind.BOOST, shared)
    return shared


@transaction.atomic
def delete(status):
    ReactionChanges().deleted(status=status, now=timezone.now())
    status.delete()


@transaction.atomic
def favourite(by, status):
    now = timezone.now()
    Favourite.objects.create(by=by, status=status, at=now)
    ReactionNotices().favourited(by=by, status=status, now=now)
    ReactionChanges().favourited(by=by, status=status, now=now)


@transaction.atomic
def follow(follower, followed, **values):
    now = timezone.now()
    tie = rows.follow(follower, followed, **values)
    TieNotices().followed(tie, now=now)
    TieChanges().followed(tie, now=now)
    return tie
