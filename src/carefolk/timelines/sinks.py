"""Writes home entries when something is published, and clears them when ties are cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from django.db.models import Model, Q, QuerySet

from carefolk.jobs.models import Job
from carefolk.people.models import Block, Follow, Identity, Mute
from carefolk.posts.models import Audience, Status
from carefolk.posts.visibility import visible
from carefolk.timelines.models import HomeEntry

AT_ONCE = 500
"""Up to so many followers get their entry inside the publishing transaction."""

SPREAD_JOB = "timelines.spread"
BACKFILL = 40


class News(Protocol):
    """What this sink reads of publishing's news; publishing stands above this room."""

    @property
    def kind(self) -> str: ...
    @property
    def by(self) -> Identity: ...
    @property
    def status(self) -> Status | None: ...
    @property
    def mentioned(self) -> Sequence[Identity]: ...
    @property
    def now(self) -> datetime: ...


class HomeSink:
    """One home entry for each local reader who follows the author."""

    def plan(self, news: News) -> Iterable[Model]:
        status = news.status
        if status is None or news.kind == "edit":
            return []
        own = HomeEntry(owner=news.by, status=status, author=news.by)
        if status.audience == Audience.PRIVATE:
            return [own]
        readers = list(readers_of(status, mentioned=news.mentioned)[: AT_ONCE + 1])
        if len(readers) > AT_ONCE:
            # The transaction stays short: the job writes the rest in batches, from the start.
            return [
                own,
                Job(
                    kind=SPREAD_JOB,
                    args={"status": status.pk, "after": 0},
                    key=f"{status.pk}:0",
                    due=news.now,
                    enqueued_at=news.now,
                ),
            ]
        return [own, *entries(status, readers)]


def readers_of(status: Status, *, mentioned: Sequence[Identity] = ()) -> QuerySet[Follow, int]:
    """Ids of the local followers whose home shows the status, ascending.

    A reply goes to those who follow both people in it; a status for mentioned people to those
    of them who follow the author (the others learn of it by a notification).
    """
    ties = Follow.objects.filter(
        followed=status.author_id, state=Follow.State.ACTIVE, follower__local=True
    ).order_by("follower_id")
    if status.boost_of is not None:
        ties = ties.filter(shows_boosts=True).exclude(
            Q(follower__blocks__of=status.boost_of.author_id)
            | Q(follower__blocked_by__by=status.boost_of.author_id)
        )
    if status.audience == Audience.MENTIONED:
        ties = ties.filter(follower__in=[person.pk for person in mentioned])
    elif status.audience == Audience.MEMBERS_OF:
        ties = ties.filter(
            follower__memberships__of=status.audience_of_id,
            follower__memberships__until__isnull=True,
        )
    answered = status.reply_to_author_id
    if answered is not None and answered != status.author_id:
        ties = ties.filter(
            Q(follower=answered)
            | Q(follower__follows__followed=answered, follower__follows__state=Follow.State.ACTIVE)
        )
    return ties.values_list("follower_id", flat=True).distinct()


def entries(status: Status, readers: Iterable[int]) -> list[HomeEntry]:
    return [
        HomeEntry(owner_id=reader, status=status, author_id=status.author_id) for reader in readers
    ]


class HomeTies:
    """Fills a home when one starts to follow, clears it when one stops."""

    def followed(self, follow: Follow, *, now: datetime) -> None:
        if not follow.follower.local:
            return
        recent = visible(Status.objects.filter(author=follow.followed), follow.follower, now=now)
        rows = [
            HomeEntry(owner=follow.follower, status_id=status, author=follow.followed)
            for status in recent.order_by("-id").values_list("id", flat=True)[:BACKFILL]
        ]
        HomeEntry.objects.bulk_create(rows, ignore_conflicts=True)

    def follow_asked(self, follow: Follow, *, now: datetime) -> None:
        """Nothing to show before the answer."""

    def unfollowed(self, *, follower: Identity, followed: Identity, now: datetime) -> None:
        HomeEntry.objects.filter(owner=follower, author=followed).delete()

    def blocked(self, block: Block, *, now: datetime) -> None:
        """The holder of this room clears both homes (people.actions.block asks it)."""

    def muted(self, mute: Mute, *, now: datetime) -> None:
        """Mutes are read with the home, so that an ended mute brings nothing back by itself."""


def clear_between(one: int, other: int) -> None:
    """Remove each from the other's home, boosts of the other's statuses too."""
    for owner, author in ((one, other), (other, one)):
        HomeEntry.objects.filter(
            Q(author=author) | Q(status__boost_of__author=author), owner=owner
        ).delete()
