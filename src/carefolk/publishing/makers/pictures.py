"""The pictures a draft takes along."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from carefolk.kit.errors import CarefolkError
from carefolk.kit.text.prepare import clean
from carefolk.people.models import Identity
from carefolk.posts.models import Attachment
from carefolk.publishing.drafts import Draft

MOST = 4
DESCRIPTION_LENGTH = 1500


class TooManyPictures(CarefolkError):
    code, status = "too-many-pictures", 422
    sentence = _("A post can have {limit} pictures. Please take one away.")


class PictureGone(CarefolkError):
    code, status = "picture-gone", 422
    sentence = _("A picture is no longer here. Please add it again. Your text is kept.")


class DescriptionTooLong(CarefolkError):
    code, status = "description-too-long", 422
    sentence = _("A picture description can have {limit} characters. Please make it shorter.")


@dataclass(frozen=True, slots=True)
class Taken:
    attachments: tuple[Attachment, ...]

    @property
    def descriptions(self) -> tuple[tuple[int, str], ...]:
        return tuple((each.pk, each.description) for each in self.attachments)


def take(draft: Draft, *, by: Identity) -> Taken:
    """The author's own, unused uploads, with their descriptions set but not saved."""
    if len(draft.pictures) > MOST:
        raise TooManyPictures(limit=MOST)
    if not draft.pictures:
        return Taken(())
    wanted = [picture.id for picture in draft.pictures]
    found = Attachment.objects.filter(owner=by, status__isnull=True).in_bulk(wanted)
    if len(found) != len(set(wanted)) or len(wanted) != len(set(wanted)):
        raise PictureGone
    for picture in draft.pictures:
        found[picture.id].description = described(picture.description)
    return Taken(tuple(found[identifier] for identifier in wanted))


def described(description: str) -> str:
    words = clean(description)
    if len(words) > DESCRIPTION_LENGTH:
        raise DescriptionTooLong(limit=DESCRIPTION_LENGTH)
    return words
