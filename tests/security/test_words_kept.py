"""What a form sends is said once, said whole, and kept nowhere it must not be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from carefolk.people import actions as ties
from carefolk.people import life
from carefolk.people.models import Identity, Profile, Standing, User
from carefolk.people.profiles import ProfileText
from carefolk.posts import actions
from carefolk.posts.models import Audience, Status
from carefolk.publishing.actions import release
from carefolk.publishing.drafts import Door, Draft
from carefolk.publishing.makers.profile import draft_of
from carefolk.publishing.pipeline import preview, publish
from carefolk.publishing.rules import MessagesLimited
from tests.cast import NOON, follow, member, say
from tests.publishing.words import CAUTION, STOP

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha():
    return member("asha")


@pytest.fixture
def bron():
    return member("bron")


def signed_in(person):
    client = Client()
    client.force_login(person.user)
    return client


def test_other_words_from_the_same_form_are_not_swallowed(asha):
    browser = signed_in(asha)
    for text in ("First words", "First words", "Other words"):
        browser.post("/write/post", {"text": text, "do": "post", "key": "one-form"})
    assert set(Status.objects.values_list("plain", flat=True)) == {"First words", "Other words"}
    assert Status.objects.count() == 2


def test_a_clearance_keeps_no_words_from_the_place_of_a_reason(asha):
    draft = Draft(text=STOP, audience=Audience.PRIVATE)
    asked = preview(draft, by=asha, now=NOON)
    forged = tuple((seen.finding.check, "words of mine") for seen in asked.findings)
    sent = replace(draft, confirm_token=asked.token, confirmed=forged)
    kept = publish(sent, by=asha, door=Door.WEB, now=NOON).thing.clearance
    assert asked.findings
    assert "words of mine" not in str(kept.confirmed)


@pytest.mark.parametrize("audience", ["private", "mentioned"])
def test_an_answer_for_few_is_not_counted_in_public(asha, bron, audience):
    said = say(asha, "Hello there")
    answer = say(bron, "To few only", audience=audience, reply_to=said.pk)
    said.refresh_from_db()
    assert said.replies_count == 0
    open_answer = say(bron, "To all members", reply_to=said.pk)
    actions.delete(by=bron, status_id=answer.pk, now=NOON)
    said.refresh_from_db()
    assert said.replies_count == 1
    actions.delete(by=bron, status_id=open_answer.pk, now=NOON)
    said.refresh_from_db()
    assert said.replies_count == 0


def test_a_block_takes_the_like_out_of_the_number(asha, bron):
    said = say(asha, "Hello there")
    for person in (bron, member("cal")):
        actions.favourite(by=person, status_id=said.pk, now=NOON)
    ties.block(by=asha, of=bron, now=NOON)
    said.refresh_from_db()
    assert said.favourites_count == 1


def choose(person, reach):
    Identity.objects.filter(pk=person.pk).update(who_may_message=reach)


@pytest.mark.parametrize("reach", ["nobody", "followed"])
def test_nobody_is_written_to_who_does_not_want_it(asha, bron, reach):
    choose(asha, reach)
    with pytest.raises(MessagesLimited, match=r"messages-limited"):
        say(bron, "@asha just between us", audience="mentioned")
    assert not Status.objects.exists()


def test_people_one_follows_may_write(asha, bron):
    choose(asha, "followed")
    follow(asha, bron)
    assert say(bron, "@asha just between us", audience="mentioned")


def test_whoever_writes_may_be_answered(asha, bron):
    choose(asha, "nobody")
    said = say(asha, "@bron just between us", audience="mentioned")
    assert say(bron, "@asha thank you", audience="mentioned", reply_to=said.pk)


def test_a_hidden_person_is_named_like_one_who_never_was(asha, bron):
    Standing.objects.create(identity=asha, kind="suspended", since=NOON)
    said = say(bron, "Thanks to @asha and to @nobody_at_all")
    assert "<a" not in said.html
    assert not said.mentions.exists()


@pytest.mark.parametrize("address", ["/tags/a%00b", "/people?q=a%00b"])
def test_a_character_no_database_takes_is_left_out(asha, address):
    assert signed_in(asha).get(address).status_code == 200


def may_be_found(address):
    return '<meta name="robots" content="noindex' not in Client().get(address).content.decode()


def test_engines_are_sent_away_where_words_of_people_who_hide_stand(asha, bron):
    Identity.objects.filter(pk=asha.pk).update(is_indexable=True)
    said = say(asha, "Open to all, with #tea", audience="everyone")
    for address in ("/", "/place", "/tags/tea"):
        assert not may_be_found(address)
    assert may_be_found(f"/@asha/{said.pk}")
    say(bron, "An answer", audience="everyone", reply_to=said.pk)
    assert not may_be_found(f"/@asha/{said.pk}")


def test_an_answer_is_not_shown_to_the_place_when_its_question_goes(asha, bron):
    said = say(asha, "A question")
    say(bron, "Meant for her readers", reply_to=said.pk)
    actions.delete(by=asha, status_id=said.pk, now=NOON)
    assert "Meant for her readers" not in signed_in(member("cal")).get("/place").content.decode()


def test_no_remembered_card_tells_the_name_of_someone_erased(bron):
    asha = member("asha", "Asha Rowe")
    answer = say(bron, "Indeed", reply_to=say(asha, "Hello there").pk)
    browser = signed_in(member("cal"))
    assert "Asha Rowe" in browser.get(f"/@bron/{answer.pk}").content.decode()
    life.erase(identity=asha, now=NOON)
    assert "Asha Rowe" not in browser.get(f"/@bron/{answer.pk}").content.decode()


@pytest.fixture
def limited(asha):
    Standing.objects.create(identity=asha, kind="limited", since=NOON)
    return asha


@pytest.fixture
def dee():
    moderator = member("dee")
    User.objects.filter(identity=moderator).update(place_role=User.Role.MODERATOR)
    return moderator


def test_what_the_author_answered_holds_when_a_moderator_lets_it_out(limited, dee):
    draft = Draft(text=CAUTION)
    asked = publish(draft, by=limited, door=Door.WEB, now=NOON)
    checked = tuple((seen.finding.check, "checked") for seen in asked.findings)
    sent = replace(draft, confirm_token=asked.token, confirmed=checked)
    held = publish(sent, by=limited, door=Door.WEB, now=NOON)
    later = NOON + timedelta(hours=5)
    released = release(held_id=held.held_id, by=dee, now=later)
    assert released.thing.clearance.confirmed == dict(checked)


def test_a_held_profile_keeps_its_picture(limited, dee):
    text = ProfileText(display_name="Asha Rowe", avatar="avatars/one.webp")
    held = publish(draft_of(text), by=limited, door=Door.WEB, now=NOON)
    release(held_id=held.held_id, by=dee, now=NOON)
    assert Profile.objects.get(identity=limited).avatar == "avatars/one.webp"
