"""Writing what people see. Demands a clearance; reachable only through `main/wiring.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from carefolk.audit.models import Clearance
from carefolk.kit.errors import CarefolkError
from carefolk.kit.ids import new_id
from carefolk.people.models import Identity
from carefolk.posts.models import (
    Attachment,
    Audience,
    Edit,
    Hashtag,
    Mention,
    Status,
    StatusTag,
)
from carefolk.posts.words import Words


class StatusChanged(CarefolkError):
    code, status = "stale-edit", 409
    sentence = _(
        "This post was changed in another window. Your text is kept below. "
        "Look at the newest version before you save."
    )


class PictureTaken(CarefolkError):
    code, status = "picture-taken", 409
    sentence = _(
        "A picture was removed or used in another post meanwhile. Please add it again. "
        "Your text is kept."
    )


def store_status(
    words: Words,
    *,
    author: Identity,
    written_by: Identity | None,
    audience: Audience,
    audience_of: int | None,
    reply_to: Status | None,
    mentioned: Sequence[Identity],
    pictures: Sequence[Attachment],
    clearance: Clearance,
    now: datetime,
) -> Status:
    """Write a new status with its mentions, hashtags and pictures.

    Args:
        words: cleaned, rendered and sanitised.
        pictures: the author's own unattached uploads, in order, with their descriptions set.
        clearance: leave to be shown, for exactly these words and descriptions.
        now: the moment; nothing leaves the place before the undo time has passed.
    """
    identifier = new_id()
    status = Status(
        id=identifier,
        author=author,
        written_by=written_by,
        uri=f"{settings.CAREFOLK.base_url}/posts/{identifier}",
        audience=audience,
        audience_of_id=audience_of,
        source=words.source,
        html=words.html,
        plain=words.plain,
        content_note=words.content_note,
        language=words.language,
        reply_to=reply_to,
        reply_to_author=reply_to.author if reply_to else None,
        thread_id=reply_to.thread_id if reply_to else identifier,
        created_at=now,
        out_at=now + timedelta(seconds=settings.CAREFOLK.undo_seconds),
        has_pictures=bool(pictures),
        clearance=clearance,
    )
    status.save(force_insert=True)
    _link(status, mentioned=mentioned, hashtags=words.hashtags)
    _attach(status, pictures, clearance)
    if reply_to is not None and status.counts_as_reply:
        Status.objects.filter(pk=reply_to.pk).update(replies_count=F("replies_count") + 1)
    return status


def store_boost(
    boosted: Status, *, author: Identity, audience: Audience, clearance: Clearance, now: datetime
) -> Status:
    """Write a boost. The caller made sure that there is none yet."""
    identifier = new_id()
    status = Status(
        id=identifier,
        author=author,
        uri=f"{settings.CAREFOLK.base_url}/posts/{identifier}",
        audience=audience,
        language=boosted.language,
        boost_of=boosted,
        thread_id=identifier,
        created_at=now,
        out_at=now + timedelta(seconds=settings.CAREFOLK.undo_seconds),
        clearance=clearance,
    )
    status.save(force_insert=True)
    Status.objects.filter(pk=boosted.pk).update(boosts_count=F("boosts_count") + 1)
    return status


def store_edit(
    status: Status,
    words: Words,
    *,
    seen_version: int,
    mentioned: Sequence[Identity],
    descriptions: Mapping[int, str],
    clearance: Clearance,
    now: datetime,
) -> Status:
    """Keep the version that was shown, and show the new one.

    Raises:
        StatusChanged: the author saw an older version than the one that stands.
    """
    before = Edit(
        status=status,
        source=status.source,
        html=status.html,
        content_note=status.content_note,
        shown_from=status.edited_at or status.created_at,
        clearance_id=status.clearance_id,
    )
    changed = Status.objects.filter(pk=status.pk, version=seen_version).update(
        source=words.source,
        html=words.html,
        plain=words.plain,
        content_note=words.content_note,
        language=words.language,
        edited_at=now,
        version=F("version") + 1,
        clearance=clearance,
    )
    if not changed:
        raise StatusChanged
    before.save(force_insert=True)
    StatusTag.objects.filter(status=status).delete()
    # People addressed once stay addressed: they have read it.
    known = set(status.mentions.values_list("identity_id", flat=True))
    _link(
        status,
        mentioned=[person for person in mentioned if person.pk not in known],
        hashtags=words.hashtags,
    )
    for picture, description in descriptions.items():
        Attachment.objects.filter(pk=picture, status=status).update(
            description=description, clearance=clearance
        )
    status.refresh_from_db()
    return status


def _link(
    status: Status, *, mentioned: Iterable[Identity], hashtags: Sequence[tuple[str, str]]
) -> None:
    people = [Mention(status=status, identity=person) for person in mentioned]
    if people:
        Mention.objects.bulk_create(people)
    if not hashtags:
        return
    Hashtag.objects.bulk_create(
        [Hashtag(name=name, shown=shown) for name, shown in hashtags], ignore_conflicts=True
    )
    keys = Hashtag.objects.filter(name__in=[name for name, _shown in hashtags])
    StatusTag.objects.bulk_create([StatusTag(status=status, hashtag=tag) for tag in keys])


def _attach(status: Status, pictures: Sequence[Attachment], clearance: Clearance) -> None:
    if not pictures:
        return
    wanted = [picture.pk for picture in pictures]
    free = Attachment.objects.select_for_update().filter(pk__in=wanted, status__isnull=True)
    if len(free) != len(wanted):
        raise PictureTaken
    for position, picture in enumerate(pictures):
        picture.status = status
        picture.position = position
        picture.clearance = clearance
    Attachment.objects.bulk_update(pictures, ["status", "position", "clearance", "description"])
