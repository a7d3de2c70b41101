"""Pictures: taken in, kept as files, addressed for a viewer, and cleared away.

Files come first and the row after them, so a crash leaves at most files that no address leads
to; `expire_unused` removes them. Their names are random and never the uploader's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from carefolk.kit import pictures
from carefolk.kit.crypto import sign_address
from carefolk.kit.errors import CarefolkError, NotFound
from carefolk.kit.text.prepare import clean
from carefolk.people.models import Identity, Profile, Standing, User
from carefolk.posts import media_files
from carefolk.posts.models import Attachment, Audience, Status
from carefolk.posts.visibility import visible

LARGE_SIDE, SMALL_SIDE = 1_600, 480
AVATAR_SIDE, HEADER_SIDE = 400, 1_500
MOST_WAITING = 40
"""How many uploads one person may have that no post has taken along."""
DESCRIPTION_LENGTH = 1_500
SIGNED_FOR = timedelta(hours=24)
UNUSED_AFTER = timedelta(hours=24)
_AT_ONCE = 200

Size = Literal["large", "small"]
Face = Literal["avatars", "headers"]


class TooManyWaiting(CarefolkError):
    code, status, passing = "too-many-uploads", 422, True
    sentence = _(
        "You have many pictures here that are in no post. Please post or remove some first."
    )


class DescriptionTooLong(CarefolkError):
    code, status = "description-too-long", 422
    sentence = _("A picture description can have {limit} characters. Please make it shorter.")


def limits() -> pictures.Limits:
    """What a picture may weigh here, by the setting of the place."""
    return pictures.Limits(max_bytes=settings.CAREFOLK.picture_megabytes * 1024 * 1024)


def upload(*, owner: Identity, data: bytes, description: str = "", now: datetime) -> Attachment:
    """Take in a picture for a later post; until then only its owner sees it.

    Call it outside a transaction: decoding takes long.

    Args:
        owner: whose picture it is.
        data: the file as it came, of unknown origin.
        description: what is in it, for those who cannot see it.
        now: when.

    Raises:
        BadPicture: and its kinds, see kit.pictures: empty, no picture, too large, broken.
        DescriptionTooLong, TooManyWaiting.
        NoRoom: the disk is full; nothing is left behind.
    """
    words = _described(description)
    if waiting(owner).count() >= MOST_WAITING:
        raise TooManyWaiting
    picture = pictures.read(data, limits=limits())
    large = pictures.encode(picture, max_side=LARGE_SIDE)
    small = pictures.encode(picture, max_side=SMALL_SIDE)
    names = media_files.keep("pictures", large.data, small.data)
    try:
        return Attachment.objects.create(
            owner=owner,
            file=names[0],
            small_file=names[1],
            mime=large.mime,
            width=large.width,
            height=large.height,
            size=len(large.data),
            blurhash=pictures.blurhash(picture),
            description=words,
            created_at=now,
        )
    except BaseException:
        media_files.remove(names)
        raise


def keep_face(data: bytes, *, kind: Face) -> str:
    """Take in an avatar or header, for `Profile.avatar` or `.header`.

    Returns:
        The name in the media folder, such as "avatars/….webp". Without a profile that shows it,
        it is removed after a day.

    Raises:
        BadPicture, NoRoom: as `upload`.
    """
    side = AVATAR_SIDE if kind == "avatars" else HEADER_SIDE
    picture = pictures.read(data, limits=limits())
    return media_files.keep(kind, pictures.encode(picture, max_side=side).data)[0]


def waiting(owner: Identity) -> QuerySet[Attachment]:
    """The owner's uploads that no post has taken along, oldest first."""
    return Attachment.objects.filter(owner=owner, status__isnull=True).order_by("id")


def waiting_one(owner: Identity, attachment_id: int) -> Attachment:
    """One of the owner's unused uploads. Raises NotFound for everyone else's and for used ones."""
    found = Attachment.objects.filter(pk=attachment_id, owner=owner, status__isnull=True).first()
    if found is None:
        raise NotFound
    return found


def describe(*, owner: Identity, attachment_id: int, description: str) -> Attachment:
    """Say what is in an unused upload. In a post it is changed by editing the post.

    Raises:
        NotFound, DescriptionTooLong.
    """
    words = _described(description)
    attachment = waiting_one(owner, attachment_id)
    attachment.description = words
    attachment.save(update_fields=["description"])
    return attachment


def discard(*, owner: Identity, attachment_id: int) -> None:
    """Remove an unused upload with its files. Raises NotFound."""
    waiting_one(owner, attachment_id)
    _delete_waiting([attachment_id])


def address_for(
    attachment: Attachment,
    *,
    viewer: Identity | None,
    audience: Audience | str,
    now: datetime,
    size: Size,
    out_at: datetime | None = None,
) -> str:
    """Where this viewer finds the picture.

    Args:
        attachment: the picture.
        viewer: who will ask; None for people without an account.
        audience: of the status it is in; `Audience.PRIVATE` for an unused upload.
        now: the moment.
        size: large (1,600 pixels at most) or small (480).
        out_at: until when the status can be taken back; before that no address is public.

    Returns:
        A lasting path for an open audience, else one signed for the viewer and a day; empty when
        nobody is signed in and the picture is not for everyone.
    """
    if Audience(audience).is_open and (out_at is None or out_at <= now):
        return f"/media/p/{attachment.pk}/{size}/{media_files.stem(_file(attachment, size))}.webp"
    if viewer is None:
        return ""
    return sign_address(f"/media/v/{attachment.pk}/{size}", viewer.pk, now + SIGNED_FOR)


def preview_address(attachment: Attachment, *, now: datetime) -> str:
    """The small picture of an unused upload, for its owner."""
    return address_for(
        attachment, viewer=attachment.owner, audience=Audience.PRIVATE, now=now, size="small"
    )


def file_for_everyone(attachment_id: int, *, size: Size, stem: str, now: datetime) -> str:
    """Name of the file behind a public address, in one query.

    Raises:
        NotFound: no such picture, or not (or no longer, or not yet) for everyone.
    """
    shown = Attachment.objects.filter(
        pk=attachment_id, status__in=visible(Status.objects.all(), None, now=now)
    ).first()
    if shown is None or media_files.stem(_file(shown, size)) != stem:
        raise NotFound
    return _file(shown, size)


def file_for_viewer(attachment_id: int, *, size: Size, viewer_id: int, now: datetime) -> str:
    """Name of the file behind an address signed for this viewer, in two queries.

    The signature says only for whom the address was made; the right is looked up each time.

    Raises:
        NotFound: the viewer is gone or suspended, or may not see it (any more).
    """
    viewer = (
        Identity.objects.filter(pk=viewer_id)
        .exclude(Exists(User.objects.filter(identity=OuterRef("pk"), is_active=False)))
        .exclude(
            Exists(
                Standing.objects.filter(
                    Q(until__isnull=True) | Q(until__gt=now),
                    identity=OuterRef("pk"),
                    kind=Standing.Kind.SUSPENDED,
                )
            )
        )
        .first()
    )
    if viewer is None:
        raise NotFound
    shown = Attachment.objects.filter(
        Q(status__in=visible(Status.objects.filter(attachments=attachment_id), viewer, now=now))
        | Q(status__isnull=True, owner=viewer),
        pk=attachment_id,
    ).first()
    if shown is None:
        raise NotFound
    return _file(shown, size)


def expire_unused(*, now: datetime) -> int:
    """Remove uploads that no post took along within a day, and files that nothing shows.

    Files younger than a day stay: their row or profile may be on its way.

    Returns:
        How many files were removed.
    """
    old = Attachment.objects.filter(
        Q(kept_until__isnull=True) | Q(kept_until__lt=now),
        status__isnull=True,
        created_at__lt=now - UNUSED_AFTER,
    )
    while found := list(old.values_list("pk", flat=True)[:_AT_ONCE]):
        _delete_waiting(found)
    removed = 0
    for names in media_files.older_than(now - UNUSED_AFTER, at_once=_AT_ONCE):
        removed += media_files.remove(set(names) - _in_use(names))
    return removed


def keep_until(owner: Identity, ids: Iterable[int], *, until: datetime) -> None:
    """Spare one's unused uploads that a draft or a held post counts on."""
    Attachment.objects.filter(owner=owner, status__isnull=True, pk__in=list(ids)).update(
        kept_until=until
    )


def _delete_waiting(ids: Iterable[int]) -> None:
    with transaction.atomic():
        # Locked, so that a post that takes one along right now either has it or finds it gone.
        rows = list(Attachment.objects.select_for_update().filter(pk__in=ids, status__isnull=True))
        Attachment.objects.filter(pk__in=[row.pk for row in rows]).delete()
        names = [name for row in rows for name in (row.file, row.small_file)]
        transaction.on_commit(lambda: media_files.remove(names))


def _in_use(names: Iterable[str]) -> set[str]:
    wanted = list(names)
    rows = [
        *Attachment.objects.filter(Q(file__in=wanted) | Q(small_file__in=wanted)).values_list(
            "file", "small_file"
        ),
        *Profile.objects.filter(Q(avatar__in=wanted) | Q(header__in=wanted)).values_list(
            "avatar", "header"
        ),
    ]
    return {name for row in rows for name in row}


def _described(description: str) -> str:
    words = clean(description)
    if len(words) > DESCRIPTION_LENGTH:
        raise DescriptionTooLong(limit=DESCRIPTION_LENGTH)
    return words


def _file(attachment: Attachment, size: Size) -> str:
    return attachment.file if size == "large" else attachment.small_file
