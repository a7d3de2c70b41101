"""Who must be told: rows planned while something is published, and notices of ties and likes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from carefolk.jobs.models import Job
from carefolk.notifications.models import Notification
from carefolk.people.models import Block, Follow, Identity, Mute
from carefolk.posts.models import Audience, Status
from carefolk.posts.visibility import viewers_among

Kind = Notification.Kind
AT_ONCE = 500
"""Up to so many people are told inside the publishing transaction."""
TELL_JOB = "notifications.tell_followers"


class News(Protocol):
    """What this room reads of publishing's News; that room stands above this one."""

    @property
    def kind(self) -> str: ...
    @property
    def by(self) -> Identity: ...
    @property
    def now(self) -> datetime: ...
    @property
    def status(self) -> Status | None: ...
    @property
    def mentioned(self) -> Sequence[Identity]: ...


class NotificationSink:
    """Tells the people addressed, answered or boosted, and followers who asked to be told."""

    def plan(self, news: News) -> Iterable[Model]:
        """Rows to write; at most one read. Nobody is told of what they may not see."""
        if news.status is None:
            return []
        if news.status.boost_of is not None:
            return _of_boost(news, news.status, news.status.boost_of)
        if news.kind == "status":
            return _of_status(news, news.status)
        if news.kind == "edit":
            return _of_edit(news, news.status)
        return []


class TieNotices:
    """Tells a person that someone follows or asks to; the shape is people.protocols.TieSink.

    Notices stay when the tie ends and are not shown (queries.shown looks at the tie), so that
    following and unfollowing in turns rings nobody's bell twice.
    """

    def followed(self, follow: Follow, *, now: datetime) -> None:
        _tell_of_tie(follow, Kind.FOLLOW, now=now)

    def follow_asked(self, follow: Follow, *, now: datetime) -> None:
        _tell_of_tie(follow, Kind.FOLLOW_REQUEST, now=now)

    def unfollowed(self, *, follower: Identity, followed: Identity, now: datetime) -> None:
        """Nothing to do: what ended is not shown."""

    def blocked(self, block: Block, *, now: datetime) -> None:
        del now
        Notification.objects.filter(
            Q(owner=block.by_id, actor=block.of_id) | Q(owner=block.of_id, actor=block.by_id)
        ).delete()

    def muted(self, mute: Mute, *, now: datetime) -> None:
        """Nothing to do: a mute hides, and its end shows again."""


class ReactionNotices:
    """Tells an author that someone likes a post; the shape is posts.protocols.ReactionSink."""

    def favourited(self, *, by: Identity, status: Status, now: datetime) -> None:
        author = Identity.objects.filter(pk=status.author_id)
        told = {"kind": Kind.FAVOURITE, "actor": by, "status": status}
        for owner in _who_wants(author, by=by, status=status, now=now):
            if not Notification.objects.filter(owner=owner, **told).exists():
                Notification.objects.create(owner_id=owner, created_at=now, **told)

    def unfavourited(self, *, by: Identity, status: Status, now: datetime) -> None:
        """A notice nobody has read goes; one that was read stays, so that it rings only once."""
        del now
        Notification.objects.filter(
            kind=Kind.FAVOURITE, actor=by, status=status, read_at__isnull=True
        ).delete()

    def deleted(self, *, status: Status, now: datetime) -> None:
        """Notices about the status go with it; of a boost, the notice to the boosted author."""
        del now
        if status.boost_of_id is not None:
            Notification.objects.filter(
                kind=Kind.BOOST, actor=status.author_id, status=status.boost_of_id
            ).delete()


def tell_followers(status: Status, *, after: int, limit: int, now: datetime) -> int | None:
    """Tell the next followers who asked to be told; those who were told are left alone.

    Args:
        status: with its author.
        after: id of the last follower looked at; 0 at the start.
        limit: how many to tell.
        now: the moment.

    Returns:
        The next `after`, or None when all have been told.
    """
    told = Notification.objects.filter(owner=OuterRef("pk"), status=status, actor=status.author_id)
    wanted = _bell_of(status.author_id) & Q(pk__gt=after) & ~Q(Exists(told))
    people = _who_wants(
        Identity.objects.filter(wanted), by=status.author, status=status, now=now, limit=limit
    )
    Notification.objects.bulk_create(
        [
            Notification(
                owner_id=owner,
                kind=Kind.STATUS,
                actor_id=status.author_id,
                status=status,
                created_at=status.created_at,
            )
            for owner in people
        ],
        ignore_conflicts=True,
    )
    return people[-1] if len(people) == limit else None


def _of_status(news: News, status: Status) -> list[Model]:
    addressed = _addressed(news, status)
    wanted = Q(pk__in=addressed)
    talks_to_others = status.reply_to_id is not None and status.reply_to_author_id != news.by.pk
    if not talks_to_others and status.audience not in (Audience.PRIVATE, Audience.MENTIONED):
        wanted |= _bell_of(news.by.pk)
    people = _who_wants(
        Identity.objects.filter(wanted),
        by=news.by,
        status=status,
        now=news.now,
        limit=AT_ONCE + len(addressed) + 1,
    )
    if len(people) <= AT_ONCE + len(addressed):
        return [
            _notice(owner, Kind.MENTION if owner in addressed else Kind.STATUS, status, news)
            for owner in people
        ]
    # The transaction stays short: it tells those addressed, the job tells the others.
    first = _who_wants(
        Identity.objects.filter(pk__in=addressed), by=news.by, status=status, now=news.now
    )
    job = Job(
        kind=TELL_JOB,
        args={"status": status.pk, "after": 0},
        key=f"{status.pk}:0",
        due=news.now,
        enqueued_at=news.now,
    )
    return [*(_notice(owner, Kind.MENTION, status, news) for owner in first), job]


def _bell_of(author: int) -> Q:
    """Identities that follow the author and asked to be told of each post."""
    return Q(
        Exists(
            Follow.objects.filter(
                follower=OuterRef("pk"),
                followed=author,
                state=Follow.State.ACTIVE,
                notifies=True,
            )
        )
    )


def _of_edit(news: News, status: Status) -> list[Notification]:
    """An edit may address new people; those told before are not told again."""
    addressed = _addressed(news, status)
    if not addressed:
        return []
    people = Identity.objects.filter(pk__in=addressed).exclude(
        Exists(Notification.objects.filter(owner=OuterRef("pk"), kind=Kind.MENTION, status=status))
    )
    return [
        _notice(owner, Kind.MENTION, status, news)
        for owner in _who_wants(people, by=news.by, status=status, now=news.now)
    ]


def _of_boost(news: News, boost: Status, boosted: Status) -> list[Notification]:
    author = Identity.objects.filter(pk=boosted.author_id)
    return [
        _notice(owner, Kind.BOOST, boosted, news)
        for owner in _who_wants(author, by=news.by, status=boost, now=news.now)
    ]


def _addressed(news: News, status: Status) -> set[int]:
    addressed = {person.pk for person in news.mentioned}
    if status.reply_to_author_id is not None and status.audience != Audience.PRIVATE:
        addressed.add(status.reply_to_author_id)
    return addressed - {news.by.pk}


def _who_wants(
    people: QuerySet[Identity],
    *,
    by: Identity,
    status: Status,
    now: datetime,
    limit: int | None = None,
) -> list[int]:
    """Of these, local people other than `by` who may see the status and want to hear of `by`."""
    here = _wanting(people.filter(local=True).exclude(pk=by.pk), of=by, now=now)
    ids = viewers_among(here, status).order_by("pk").values_list("pk", flat=True)
    return list(ids[:limit])


def _wanting(people: QuerySet[Identity], *, of: Identity, now: datetime) -> QuerySet[Identity]:
    """Without those who blocked or were blocked by `of`, and those whose mute hides notices."""
    return people.exclude(
        Exists(
            Block.objects.filter(
                Q(by=OuterRef("pk"), of=of.pk) | Q(by=of.pk, of=OuterRef("pk")),
            )
        )
    ).exclude(
        Exists(
            Mute.objects.filter(
                Q(until__isnull=True) | Q(until__gt=now),
                by=OuterRef("pk"),
                of=of.pk,
                hides_notifications=True,
            )
        )
    )


def _notice(owner: int, kind: Notification.Kind, status: Status, news: News) -> Notification:
    return Notification(
        owner_id=owner, kind=kind, actor=news.by, status=status, created_at=news.now
    )


def _tell_of_tie(follow: Follow, kind: Notification.Kind, *, now: datetime) -> None:
    owners = Identity.objects.filter(pk=follow.followed_id, local=True)
    told = Notification.objects.filter(owner=follow.followed_id, actor=follow.follower_id)
    if told.filter(kind=kind).exists():
        return
    if not _wanting(owners, of=follow.follower, now=now).exists():
        return
    if kind == Kind.FOLLOW:
        # The request, if there was one, has been answered.
        told.filter(kind=Kind.FOLLOW_REQUEST).delete()
    Notification.objects.create(
        owner_id=follow.followed_id, actor_id=follow.follower_id, kind=kind, created_at=now
    )
