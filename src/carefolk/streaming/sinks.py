"""One row for each thing that open pages should learn of, inside the transaction of the act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from carefolk.people.models import Block, Follow, Identity, Mute
from carefolk.posts.models import Status
from carefolk.publishing.drafts import DraftKind
from carefolk.publishing.protocols import News
from carefolk.streaming import changes
from carefolk.streaming.models import Change


class ChangeSink:
    """The shape is publishing.protocols.Sink."""

    def plan(self, news: News) -> Iterable[Change]:
        if news.status is None:
            return []
        kind = "edit" if news.kind is DraftKind.EDIT else "new"
        return [
            Change(
                kind=kind,
                status_id=news.status.pk,
                author_id=news.status.author_id,
                at=news.now,
            )
        ]


class ReactionChanges:
    """The shape is posts.protocols.ReactionSink."""

    def favourited(self, *, by: Identity, status: Status, now: datetime) -> None:
        if by.pk != status.author_id:
            changes.record_alert(owner=status.author_id, actor=by, now=now)

    def unfavourited(self, *, by: Identity, status: Status, now: datetime) -> None:
        """Pages learn of it when they load."""

    def deleted(self, *, status: Status, now: datetime) -> None:
        changes.record_deletion(status, now=now)


class TieChanges:
    """The shape is people.protocols.TieSink."""

    def followed(self, follow: Follow, *, now: datetime) -> None:
        changes.record_alert(owner=follow.followed_id, actor=follow.follower_id, now=now)

    def follow_asked(self, follow: Follow, *, now: datetime) -> None:
        changes.record_alert(owner=follow.followed_id, actor=follow.follower_id, now=now)

    def unfollowed(self, *, follower: Identity, followed: Identity, now: datetime) -> None:
        """Nothing is shown for it."""

    def blocked(self, block: Block, *, now: datetime) -> None:
        """The stream asks at each change who is blocked."""

    def muted(self, mute: Mute, *, now: datetime) -> None:
        """The stream asks at each change who is muted."""
