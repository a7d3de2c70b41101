"""Undo: for a while one press takes a post back, and nothing of it stays."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from carefolk.kit.errors import NotFound
from carefolk.notifications.models import Notification
from carefolk.posts import media
from carefolk.posts.actions import favourite
from carefolk.posts.models import Attachment, Edit, Mention, Status, StatusTag, Tombstone
from carefolk.publishing import keeping
from carefolk.publishing.actions import TooLateToUndo, undo
from carefolk.publishing.drafts import DraftKind, PictureRef
from carefolk.publishing.models import IdempotencyKey
from carefolk.publishing.outcomes import Published
from carefolk.timelines.models import HomeEntry
from tests.cast import NOON, follow, say

SOON = NOON + timedelta(seconds=29)
LATE = NOON + timedelta(seconds=30)
TEXT = "Thanks for the training, @bron #SocialCare"


def test_undo_takes_everything_back(asha, bron, send):
    follow(bron, asha)
    notices = Notification.objects.count()
    status = send(TEXT, key="k-1").thing
    favourite(by=bron, status_id=status.pk, now=NOON)
    assert HomeEntry.objects.count() == 2
    assert Notification.objects.count() > notices

    undo(by=asha, status_id=status.pk, now=SOON)

    for model in (Status, HomeEntry, Mention, StatusTag, Edit, IdempotencyKey, Tombstone):
        assert not model.objects.exists(), model
    assert Notification.objects.count() == notices


def test_undo_gives_the_words_and_pictures_back(asha, bron, send, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    picture = media.upload(owner=asha, data=file.getvalue(), now=NOON)
    parent = say(bron, "Which day suits?")
    status = send(
        "Tuesday @bron", content_note="Rota", audience="mentioned", reply_to=parent.pk,
        pictures=(PictureRef(id=picture.pk, description="A calendar"),),
    ).thing  # fmt: skip

    saved = undo(by=asha, status_id=status.pk, now=SOON)

    draft = keeping.saved_draft(asha, saved.pk)
    assert (draft.text, draft.content_note) == ("Tuesday @bron", "Rota")
    assert (draft.audience, draft.reply_to) == ("mentioned", parent.pk)
    assert draft.pictures == (PictureRef(id=picture.pk, description="A calendar"),)
    assert Attachment.objects.get().status_id is None
    parent.refresh_from_db()
    assert parent.replies_count == 0
    again = send(
        draft.text,
        reply_to=parent.pk,
        pictures=draft.pictures,
        saved_id=saved.pk,
        audience="mentioned",
    )
    assert isinstance(again, Published)
    assert again.thing.attachments.get() == picture


def test_after_the_undo_time_a_post_stays(asha, send):
    status = send(TEXT).thing

    with pytest.raises(TooLateToUndo):
        undo(by=asha, status_id=status.pk, now=LATE)

    assert Status.objects.get() == status


def test_nobody_else_can_undo(asha, bron, send):
    status = send(TEXT).thing

    with pytest.raises(NotFound):
        undo(by=bron, status_id=status.pk, now=SOON)

    assert Status.objects.exists()


def test_undoing_a_boost_leaves_no_draft(asha, bron, send):
    said = say(bron, "Good news")
    boost = send(kind=DraftKind.BOOST, boost_of=said.pk).thing

    assert undo(by=asha, status_id=boost.pk, now=SOON) is None
    said.refresh_from_db()
    assert said.boosts_count == 0
    assert Status.objects.get() == said


def test_the_key_of_an_undone_post_is_free_again(asha, send):
    status = send(TEXT, key="k-1").thing
    undo(by=asha, status_id=status.pk, now=SOON)

    assert send(TEXT, key="k-1").repeated is False
