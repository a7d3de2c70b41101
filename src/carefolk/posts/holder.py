"""What this room keeps about an identity; the shape is people.protocols.Holder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from carefolk.people.models import Identity
from carefolk.posts import media
from carefolk.posts.actions import take_away
from carefolk.posts.models import Attachment, Bookmark, Favourite, Mention, Status


class PostsHolder:
    """Answers for statuses and all that hangs on them."""

    tables: tuple[str, ...] = (
        "posts.Status",
        "posts.Edit",
        "posts.Attachment",
        "posts.Mention",
        "posts.StatusTag",
        "posts.Favourite",
        "posts.Bookmark",
    )

    def export(self, identity: Identity) -> Mapping[str, Iterable[Mapping[str, Any]]]:
        """What one said, shared, liked and kept, each with its address and time."""
        own = Status.objects.filter(author=identity)
        return {
            "posts": own.filter(boost_of__isnull=True)
            .order_by("id")
            .values(
                "uri",
                "created_at",
                "edited_at",
                "audience",
                "source",
                "content_note",
                "language",
                "reply_to__uri",
            ),
            "boosts": own.filter(boost_of__isnull=False)
            .order_by("id")
            .values("boost_of__uri", "created_at"),
            "pictures": Attachment.objects.filter(owner=identity)
            .order_by("id")
            .values("file", "description", "created_at", "status__uri"),
            "likes": Favourite.objects.filter(by=identity)
            .order_by("id")
            .values("status__uri", "at"),
            "bookmarks": Bookmark.objects.filter(by=identity)
            .order_by("id")
            .values("status__uri", "at"),
        }

    def erase(self, identity: Identity, *, now: datetime) -> None:
        """Delete every status as its author would, likes and uploads too."""
        for status in Status.objects.filter(author=identity).order_by("id").iterator():
            take_away(status, leaves_tombstone=status.out_at <= now, now=now)
        _forget_likes(Q(favourites__by=identity))
        Favourite.objects.filter(by=identity).delete()
        Bookmark.objects.filter(by=identity).delete()
        Mention.objects.filter(identity=identity).delete()
        # Their name stands on answers to them, and cards are remembered by version.
        Status.objects.filter(reply_to_author=identity).update(version=F("version") + 1)
        for picture in Attachment.objects.filter(owner=identity, status__isnull=True):
            media.discard(owner=identity, attachment_id=picture.pk)

    def hide_from(self, *, hidden: Identity, viewer: Identity, now: datetime) -> None:
        """Take back boosts and likes between the two: neither shows the other any more."""
        boosts = Status.objects.filter(author=viewer, boost_of__author=hidden)
        for boost in boosts:
            take_away(boost, leaves_tombstone=boost.out_at <= now, now=now)
        Bookmark.objects.filter(by=viewer, status__author=hidden).delete()
        _forget_likes(Q(favourites__by=viewer, author=hidden))
        Favourite.objects.filter(by=viewer, status__author=hidden).delete()

    def freeze(self, identity: Identity, *, now: datetime) -> None:
        """Nothing here acts later."""


def _forget_likes(liked: Q) -> None:
    """One like less for each of these statuses. In one update, so that none gets lost between."""
    Status.objects.filter(liked).update(
        favourites_count=Greatest(F("favourites_count") - 1, Value(0))
    )
