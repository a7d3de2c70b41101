"""The first run: six steps, each can be skipped."""

from __future__ import annotations

import pytest
from django.test import Client

from carefolk.people.models import Follow, Identity, Profile, User
from carefolk.posts.models import Status
from carefolk.publishing.models import SavedDraft
from tests.cast import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha() -> Identity:
    identity = member("asha", "Asha K")
    User.objects.filter(identity=identity).update(welcomed_at=None, first_run_step=0)
    return identity


@pytest.fixture
def browser(asha) -> Client:
    browser = Client()
    browser.force_login(User.objects.get(identity=asha))
    return browser


@pytest.mark.parametrize("number", range(1, 7))
def test_each_step_says_where_one_is_and_asks_strangers_to_sign_in(browser, number):
    page = browser.get(f"/welcome/{number}/").content.decode()

    assert f"Step {number} of 6" in page
    assert Client().get(f"/welcome/{number}/").url.startswith("/account/login/")
    assert Client().post(f"/welcome/{number}/").url.startswith("/account/login/")


def test_all_steps_can_be_skipped_and_lead_home(browser, asha):
    page = browser.get("/welcome/").url
    for number in range(1, 7):
        assert page == f"/welcome/{number}/"
        page = browser.post(page, {"skip": "1"}).url

    assert page == "/home"
    assert User.objects.get(identity=asha).welcomed_at is not None
    assert Profile.objects.get(identity=asha).version == 1


def test_it_goes_on_where_one_stopped(browser):
    browser.post("/welcome/1/", {"skip": "1"})
    browser.post("/welcome/2/", {"skip": "1"})

    assert browser.get("/welcome/").url == "/welcome/3/"


def test_going_back_loses_nothing(browser, asha):
    browser.post("/welcome/3/", {"skip": "1"})
    browser.post("/welcome/1/", {"skip": "1"})

    assert User.objects.get(identity=asha).first_run_step == 3


@pytest.mark.parametrize("number", [0, 7, 99])
def test_a_step_that_is_not_there_leads_to_the_one_that_is(browser, number):
    assert browser.get(f"/welcome/{number}/").url == "/welcome/"


def test_who_you_are_goes_into_the_profile(browser, asha):
    browser.post("/welcome/1/", {"role": "nurse", "setting": "Hospital", "nation": "Scotland"})

    profile = Profile.objects.get(identity=asha)
    assert (profile.role, profile.setting, profile.nation) == ("nurse", "Hospital", "Scotland")
    assert profile.display_name == "Asha K"


def test_who_you_are_is_checked_like_any_profile(browser, asha):
    answer = browser.post("/welcome/1/", {"setting": "NHS 999 000 0018"})

    assert answer.status_code == 422
    assert "NHS 999 000 0018" in answer.content.decode()
    assert Profile.objects.get(identity=asha).setting == ""


def test_interests_lead_to_people_who_share_them(browser):
    member("kim", "Kim Baker", interests=("dementia",))
    browser.post("/welcome/2/", {"interests": ["dementia"]})

    page = browser.get("/welcome/3/").content.decode()

    assert "Kim Baker" in page
    browser.post("/@kim/follow", {"on": "1", "next": "/welcome/3/"})
    assert Follow.objects.get().followed.handle == "kim"


def test_safety_asks_five_questions_and_leaves_the_rest(browser, asha):
    Identity.objects.filter(pk=asha.pk).update(default_audience="followers", shows_ties=True)

    browser.post(
        "/welcome/4/",
        {
            "find": "no",
            "follow": "yes",
            "reply": "members",
            "message": "nobody",
            "engines": "no",
            "quiet_from": "09:00",
            "quiet_until": "16:00",
        },
    )

    changed = Identity.objects.select_related("user").get(pk=asha.pk)
    assert (changed.is_findable, changed.is_locked, changed.who_may_message) == (
        False,
        True,
        "nobody",
    )
    assert (changed.default_audience, changed.shows_ties) == ("followers", True)
    assert changed.user.quiet_from.hour == 9


def test_a_practice_post_is_looked_at_and_neither_published_nor_kept(browser):
    good = browser.post("/welcome/6/", {"practice": "I am proud of my team today."})
    bad = browser.post("/welcome/6/", {"practice": "Her NHS number is 999 000 0018."})

    assert "Well done" in good.content.decode()
    assert "finding-stop" in bad.content.decode()
    assert "Her NHS number is 999 000 0018." in bad.content.decode()
    assert not Status.objects.exists()
    assert not SavedDraft.objects.exists()


def test_an_empty_practice_post_is_no_trouble(browser):
    assert browser.post("/welcome/6/", {"practice": " "}).status_code == 200


def test_the_end_leads_home(browser, asha):
    answer = browser.post("/welcome/6/", {"done": "1"})

    assert answer.url == "/home"
    assert User.objects.get(identity=asha).welcomed_at is not None
