"""What is shown is what was cleared; anyone who changes a row by hand is found."""

import io

import pytest
from django.conf import settings as place_settings
from PIL import Image

from carefolk.ops.doctor import clearances
from carefolk.posts import media
from carefolk.posts.models import Attachment, Status
from carefolk.publishing.drafts import DraftKind, PictureRef
from carefolk.publishing.proof import unproven, verify
from tests.cast import NOON
from tests.publishing.words import CLEAN


@pytest.fixture
def said(asha, send, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    picture = media.upload(owner=asha, data=file.getvalue(), now=NOON)
    return send(
        f"{CLEAN} **@bron** #Rota", content_note="Work", pictures=(PictureRef(id=picture.pk, description="A board"),)
    ).thing  # fmt: skip


def fresh(status):
    return Status.objects.get(pk=status.pk)


def test_what_was_published_is_proven(said):
    assert verify(fresh(said))


def test_an_edit_is_proven_by_its_own_clearance(said, send):
    picture = said.attachments.get().pk
    send(
        "Changed", kind=DraftKind.EDIT, edits=said.pk,
        pictures=(PictureRef(id=picture, description="A blue board"),),
    )  # fmt: skip

    assert verify(fresh(said))
    assert said.attachments.get().description == "A blue board"


def test_a_boost_is_proven(bron, said, send):
    boost = send(by=bron, kind=DraftKind.BOOST, boost_of=said.pk).thing

    assert verify(fresh(boost))


@pytest.mark.parametrize(
    "change",
    [
        {"source": "Other words"},
        {"html": "<p>Other words</p>"},
        {"content_note": ""},
        {"audience": "everyone"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_row_changed_by_hand_is_found(change, said):
    Status.objects.filter(pk=said.pk).update(**change)

    assert not verify(fresh(said))
    assert list(unproven()) == [said.pk]


def test_a_picture_description_changed_by_hand_is_found(said):
    Attachment.objects.update(description="Other words")

    assert not verify(fresh(said))


def test_another_authors_clearance_proves_nothing(said, send, bron):
    other = send(said.source, by=bron).thing
    Status.objects.filter(pk=said.pk).update(clearance=other.clearance_id)

    assert not verify(fresh(said))


def test_the_doctor_names_what_is_unproven(said):
    assert list(clearances.check(place_settings.CAREFOLK)) == []
    Status.objects.filter(pk=said.pk).update(html="<p>Other</p>")

    (finding,) = clearances.check(place_settings.CAREFOLK)
    assert str(said.pk) in finding.wrong
    assert finding.serious
