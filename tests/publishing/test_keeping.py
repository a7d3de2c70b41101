"""What is kept around publishing: keys against double presses, drafts, and nothing else."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection

from carefolk.audit.models import Clearance
from carefolk.kit.errors import NotFound
from carefolk.posts import actions
from carefolk.posts.models import Status
from carefolk.publishing import checking, keeping
from carefolk.publishing.checking import CannotCheck
from carefolk.publishing.decide import CHECKED
from carefolk.publishing.drafts import Draft, PictureRef
from carefolk.publishing.models import IdempotencyKey, SavedDraft
from carefolk.publishing.outcomes import AskAuthor, Published, Refused
from tests.cast import NOON
from tests.publishing.words import CAUTION, CLEAN, HARD, STOP

SECRET = "Thimble"


def everything_stored():
    """Every value of every table, as one long text."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            found += [bytes(value) if isinstance(value, memoryview) else value
                      for row in cursor.fetchall() for value in row]  # fmt: skip
    return json.dumps([value.hex() if isinstance(value, bytes) else str(value) for value in found])


def test_the_same_key_gives_the_same_post(send):
    first = send(CLEAN, key="k-1")
    second = send(CLEAN, key="k-1")

    assert (first.repeated, second.repeated) == (False, True)
    assert first.thing == second.thing
    assert Status.objects.count() == 1


def test_a_key_is_its_authors_own(send, bron):
    send(CLEAN, key="k-1")

    assert send(CLEAN, key="k-1", by=bron).repeated is False
    assert Status.objects.count() == 2


def test_a_key_remembers_only_what_was_published(send):
    asked = send(CAUTION, key="k-1")
    assert isinstance(asked, AskAuthor)
    assert isinstance(send(HARD, key="k-1"), Refused)

    assert isinstance(send(CLEAN, key="k-1"), Published)


def test_a_key_whose_post_was_deleted_can_be_used_again(send, asha):
    first = send(CLEAN, key="k-1").thing
    actions.delete(by=asha, status_id=first.pk, now=NOON + timedelta(hours=1))

    again = send(CLEAN, key="k-1", later=61)

    assert isinstance(again, Published)
    assert [key.status_id for key in IdempotencyKey.objects.all()] == [again.thing.pk]


def test_a_draft_is_sealed(asha):
    draft = Draft(
        text=f"{SECRET} one",
        content_note=f"{SECRET} two",
        pictures=(PictureRef(id=1, description=f"{SECRET} three"),),
    )
    saved = keeping.save_draft(draft, owner=asha, now=NOON)

    assert keeping.saved_draft(asha, saved.pk).text == f"{SECRET} one"
    assert SECRET.encode() not in bytes(saved.sealed)
    assert SECRET not in everything_stored()


def test_a_draft_belongs_to_its_author_alone(asha, bron):
    saved = keeping.save_draft(Draft(text="mine"), owner=asha, now=NOON)

    with pytest.raises(NotFound):
        keeping.saved_draft(bron, saved.pk)
    assert keeping.saved_drafts(bron) == []
    keeping.drop_draft(bron, saved.pk)
    assert keeping.saved_draft(asha, saved.pk).text == "mine"
    keeping.save_draft(Draft(text="theirs", saved_id=saved.pk), owner=bron, now=NOON)
    assert keeping.saved_draft(asha, saved.pk).text == "mine"


def test_a_draft_comes_back_whole_but_without_confirmations(asha):
    draft = Draft(
        text="a", content_note="b", audience="followers", reply_to=5, language="cy",
        pictures=(PictureRef(id=7, description="c"),), fields=(("setting", "home"),),
        confirmed=(("chk.court", CHECKED),), confirm_token="t", key="k",
    )  # fmt: skip
    saved = keeping.save_draft(draft, owner=asha, now=NOON)

    back = keeping.saved_draft(asha, saved.pk)

    assert (back.text, back.content_note, back.audience, back.reply_to) == (
        "a",
        "b",
        "followers",
        5,
    )
    assert (back.pictures, back.fields, back.language) == (draft.pictures, draft.fields, "cy")
    assert (back.confirmed, back.confirm_token, back.key) == ((), "", "")


def test_publishing_lets_go_of_the_draft_it_came_from(send, asha):
    saved = keeping.save_draft(Draft(text=CLEAN), owner=asha, now=NOON)
    asked = send(CAUTION, saved_id=saved.pk)
    assert isinstance(asked, AskAuthor)
    assert SavedDraft.objects.count() == 1

    send(CLEAN, saved_id=saved.pk)

    assert not SavedDraft.objects.exists()


def test_nobody_loses_anothers_draft_by_publishing(send, bron):
    theirs = keeping.save_draft(Draft(text="Bron's"), owner=bron, now=NOON)

    send(CLEAN, saved_id=theirs.pk)

    assert SavedDraft.objects.get() == theirs


def test_drafts_go_after_thirty_days_untouched_and_keys_after_two(send, asha):
    keeping.save_draft(Draft(text="old"), owner=asha, now=NOON)
    send(CLEAN, key="k-1")

    keeping.clear_old(now=NOON + timedelta(days=1.9))
    assert (SavedDraft.objects.count(), IdempotencyKey.objects.count()) == (1, 1)
    keeping.clear_old(now=NOON + timedelta(days=29))
    assert (SavedDraft.objects.count(), IdempotencyKey.objects.count()) == (1, 0)
    keeping.clear_old(now=NOON + timedelta(days=31))
    assert not SavedDraft.objects.exists()


@pytest.mark.parametrize("text", [CAUTION, STOP, HARD])
def test_what_the_guard_finds_is_stored_nowhere(text, send):
    before = everything_stored()
    outcome = send(text, content_note=SECRET, key="k-1")

    assert outcome.findings
    assert everything_stored() == before


def test_a_clearance_holds_no_words(send):
    text = f"{SECRET} says: {CAUTION}"
    asked = send(text)
    checks = tuple((seen.finding.check, CHECKED) for seen in asked.findings)
    status = send(text, confirmed=checks, confirm_token=asked.token).thing

    row = Clearance.objects.filter(pk=status.clearance_id).values().get()
    assert row["checks"]
    kept = json.dumps([str(value) for value in row.values()]) + bytes(row["digest"]).hex()
    for word in (SECRET, "useless", "lazy", "manager", SECRET.encode().hex()):
        assert word not in kept


def test_without_the_guard_nothing_goes_out(send, monkeypatch):
    def no_answer(text, context):
        raise CannotCheck

    monkeypatch.setattr(checking, "_asked", no_answer)
    with pytest.raises(CannotCheck):
        send("Words that were never looked at before.")
    with pytest.raises(CannotCheck):
        send("Words that were never looked at before.", audience="private")

    assert not Status.objects.exists()
