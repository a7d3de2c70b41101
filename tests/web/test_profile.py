"""Someone's page and what one does there, asked by owner, stranger and people without account."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carefolk.people import actions, life
from carefolk.people.models import Block, Follow, Identity, Mute, User
from tests.cast import NOON, follow, member, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha() -> Identity:
    return member("asha", "Asha K", bio="I like **tea**.", role="care-worker", nation="Wales")


@pytest.fixture
def bron() -> Identity:
    return member("bron", "Bron P")


def test_a_profile_shows_who_someone_is_and_what_they_said(asha, bron):
    say(asha, "Night shift is over.")

    page = as_(bron).get("/@asha").content.decode()

    assert "<strong>tea</strong>" in page
    assert "Care worker" in page
    assert "Night shift is over." in page
    assert 'action="/@asha/follow"' in page


def test_ones_own_page_offers_to_change_it_and_not_to_follow(asha):
    page = as_(asha).get("/@asha").content.decode()

    assert "/settings/profile/" in page
    assert 'action="/@asha/follow"' not in page


def test_without_an_account_one_sees_the_profile_but_nothing_for_members(asha):
    say(asha, "For members only.")

    page = Client().get("/@asha").content.decode()

    assert "Asha K" in page
    assert "For members only." not in page
    assert 'action="/@asha/follow"' not in page
    assert 'content="noindex' in page


def test_a_search_engine_may_show_a_page_only_by_choice(asha):
    Identity.objects.filter(pk=asha.pk).update(is_indexable=True)

    assert "noindex" not in Client().get("/@asha").content.decode()


def test_a_hidden_profile_answers_like_one_that_never_was(asha, bron):
    actions.block(by=asha, of=bron, now=NOON)
    browser = as_(bron)

    hidden, absent = browser.get("/@asha"), browser.get("/@nobody_at_all")

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content.replace(b"asha", b"") == absent.content.replace(b"nobody_at_all", b"")


@pytest.mark.parametrize(
    "act", ["follow", "mute", "block", "unblock", "unmute", "remove", "answer"]
)
def test_acts_on_someone_hidden_and_on_nobody_give_the_same_answer(asha, bron, act):
    actions.block(by=asha, of=bron, now=NOON)
    browser = as_(bron)

    hidden, absent = browser.post(f"/@asha/{act}"), browser.post(f"/@nobody_at_all/{act}")

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content.replace(b"asha", b"") == absent.content.replace(b"nobody_at_all", b"")


@pytest.mark.parametrize(
    "act", ["follow", "mute", "block", "unblock", "unmute", "remove", "answer"]
)
def test_acts_need_an_account_and_a_form(asha, act):
    assert Client().post(f"/@asha/{act}").url.startswith("/account/login/")
    assert Client().get(f"/@asha/{act}").status_code == 405


def test_follow_and_stop_following_by_the_button(asha, bron):
    browser = as_(bron)

    browser.post("/@asha/follow", {"on": "1"})
    assert Follow.objects.get().follower == bron
    browser.post("/@asha/follow", {"on": "0"})

    assert not Follow.objects.exists()


def test_the_button_answers_a_script_with_the_button_alone(asha, bron):
    answer = as_(bron).post("/@asha/follow", {"on": "1"}, headers={"X-Carefolk-Part": "1"})

    assert answer.content.decode().lstrip().startswith("<form")
    assert "Stop following" in answer.content.decode()


def test_a_locked_account_is_asked_and_says_yes_or_no(asha, bron):
    Identity.objects.filter(pk=asha.pk).update(is_locked=True)
    as_(bron).post("/@asha/follow", {"on": "1"})
    assert "Asked" in as_(bron).get("/@asha").content.decode()
    owner = as_(asha)
    assert "Bron P" in owner.get("/settings/requests/").content.decode()

    owner.post("/@bron/answer", {"yes": "1"})

    assert Follow.objects.get().state == Follow.State.ACTIVE


def test_a_no_is_silent(asha, bron):
    Identity.objects.filter(pk=asha.pk).update(is_locked=True)
    as_(bron).post("/@asha/follow", {"on": "1"})

    as_(asha).post("/@bron/answer", {"yes": "0"})

    assert not Follow.objects.exists()


def test_blocking_is_one_step_and_is_undone_in_the_settings(asha, bron):
    browser = as_(asha)

    browser.post("/@bron/block")
    assert Block.objects.get().of == bron
    page = browser.get("/@bron").content.decode()
    assert "You blocked this person" in page
    assert "/@bron/unblock" in browser.get("/settings/blocked/").content.decode()
    browser.post("/@bron/unblock", {"next": "/settings/blocked/"})

    assert not Block.objects.exists()


def test_a_block_can_be_undone_after_the_other_was_suspended(asha, bron):
    actions.block(by=asha, of=bron, now=NOON)
    life.suspend(identity=bron, by=None, reason_code="spam", now=NOON)

    answer = as_(asha).post("/@bron/unblock", {"next": "/settings/blocked/"})

    assert answer.url == "/settings/blocked/"
    assert not Block.objects.exists()


def test_muting_is_listed_and_undone(asha, bron):
    browser = as_(asha)

    browser.post("/@bron/mute", {"days": "7"})
    assert Mute.objects.get().until is not None
    assert "Bron P" in browser.get("/settings/muted/").content.decode()
    browser.post("/@bron/unmute")

    assert not Mute.objects.exists()


def test_nobody_else_sees_ones_blocks_and_mutes(asha, bron):
    actions.block(by=asha, of=member("cal", "Cal"), now=NOON)

    assert "Cal" not in as_(bron).get("/settings/blocked/").content.decode()


@pytest.mark.parametrize("page", ["followers", "following"])
def test_who_follows_whom_is_for_oneself_unless_one_shows_it(asha, bron, page):
    follow(asha, bron)
    follow(bron, asha)
    assert as_(asha).get(f"/@asha/{page}").status_code == 200
    assert as_(bron).get(f"/@asha/{page}").status_code == 404
    assert f"/@asha/{page}" not in as_(bron).get("/@asha").content.decode()

    Identity.objects.filter(pk=asha.pk).update(shows_ties=True)

    assert "Bron P" in as_(bron).get(f"/@asha/{page}").content.decode()
    assert Client().get(f"/@asha/{page}").url.startswith("/account/login/")


def test_numbers_are_shown_only_to_readers_who_turned_them_on(asha, bron):
    follow(bron, asha)
    assert "1 follower" not in as_(asha).get("/@asha").content.decode()

    User.objects.filter(identity=asha).update(shows_counts=True)

    assert "1 follower" in as_(asha).get("/@asha").content.decode()


def test_removing_a_follower(asha, bron):
    follow(bron, asha)

    as_(asha).post("/@bron/remove")

    assert not Follow.objects.exists()


def test_lists_cost_the_same_for_one_and_three(asha):
    people = [member(f"person_{name}", name) for name in ("xa", "xb", "xc")]
    browser = as_(asha)
    costs = []
    for some in (people[:1], people[1:]):
        for person in some:
            follow(person, asha)
            follow(asha, person)
        for page in ("/@asha/followers", "/@asha/following", "/people?q=x"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                browser.get(page)
            costs.append(len(asked))

    assert costs[:3] == costs[3:]


def test_people_are_found_by_name_never_by_address(asha, bron):
    browser = as_(asha)

    assert "Bron P" in browser.get("/people?q=bro").content.decode()
    assert "Bron P" in browser.get("/people").content.decode()
    assert "Nobody found" in browser.get("/people?q=bron%40people.example").content.decode()
    assert Client().get("/people").url.startswith("/account/login/")


def test_searching_for_people_is_limited_with_the_wait_in_words(asha):
    browser = as_(asha)
    for _try in range(60):
        browser.get("/people?q=zz")

    answer = browser.get("/people?q=zz")

    assert answer.status_code == 429
    assert "minute" in answer.content.decode() or "second" in answer.content.decode()


@pytest.mark.parametrize("next_page", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_acts_lead_back_into_this_place_only(asha, bron, next_page):
    answer = as_(asha).post("/@bron/follow", {"on": "1", "next": next_page})

    assert answer.url == "/@bron"


def test_you_leads_to_ones_own_page(asha):
    assert as_(asha).get("/you").url == "/@asha"
    assert Client().get("/you").url.startswith("/account/login/")


def as_(identity: Identity) -> Client:
    browser = Client()
    browser.force_login(User.objects.get(identity=identity))
    return browser
