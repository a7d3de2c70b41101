"""Pictures of drafts and held posts outlive the daily clean-up."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from carefolk.people.models import Standing
from carefolk.posts import media
from carefolk.posts.models import Attachment, Audience
from carefolk.publishing import keeping
from carefolk.publishing.drafts import Door, Draft, PictureRef
from carefolk.publishing.models import Held as HeldRow
from carefolk.publishing.outcomes import Held
from carefolk.publishing.pipeline import publish
from tests import cast
from tests.cast import NOON

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asha():
    return cast.member("asha")


def picture_of(owner) -> int:
    file = BytesIO()
    Image.new("RGB", (40, 30), "#0d5c5a").save(file, "PNG")
    return media.upload(owner=owner, data=file.getvalue(), now=NOON).pk


def test_a_picture_in_a_saved_draft_stays_as_long_as_the_draft(asha):
    in_draft, alone = picture_of(asha), picture_of(asha)
    keeping.save_draft(Draft(pictures=(PictureRef(id=in_draft),)), owner=asha, now=NOON)

    media.expire_unused(now=NOON + timedelta(days=2))
    assert set(Attachment.objects.values_list("pk", flat=True)) == {in_draft}

    media.expire_unused(now=NOON + timedelta(days=32))
    assert not Attachment.objects.filter(pk__in=[in_draft, alone]).exists()


def test_what_is_pressed_twice_is_held_once_and_keeps_its_picture(asha):
    Standing.objects.create(identity=asha, kind=Standing.Kind.LIMITED, since=NOON)
    picture = picture_of(asha)
    draft = Draft(
        text="Tea.", audience=Audience.MEMBERS, key="once", pictures=(PictureRef(id=picture),)
    )

    first = publish(draft, by=asha, door=Door.WEB, now=NOON)
    second = publish(draft, by=asha, door=Door.WEB, now=NOON)
    media.expire_unused(now=NOON + timedelta(days=2))

    assert isinstance(first, Held)
    assert first == second
    assert HeldRow.objects.count() == 1
    assert Attachment.objects.filter(pk=picture).exists()
