"""Pages that one reads."""

from __future__ import annotations

import pytest
from django.test import Client

from carefolk.people import actions
from carefolk.posts.actions import favourite
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha():
    return cast.member("asha")


@pytest.fixture
def as_asha(asha) -> Client:
    client = Client()
    client.force_login(asha.user)
    return client


def test_a_thread_shows_what_came_before_the_post_and_the_replies(asha, as_asha):
    bron = cast.member("bron")
    first = cast.say(bron, "How do you keep tea warm?")
    second = cast.say(asha, "@bron With a cosy.", reply_to=first.pk)
    third = cast.say(bron, "@asha I shall knit one.", reply_to=second.pk)

    html = as_asha.get(f"/@asha/{second.pk}").content.decode()

    places = [html.index(f'id="status-{status.pk}"') for status in (first, second, third)]
    assert places == sorted(places)


def test_a_reply_is_offered_to_members_even_when_everyone_can_read_the_post(asha, as_asha):
    bron = cast.member("bron")
    status = cast.say(bron, "Our open day is in June.", audience="everyone")

    html = as_asha.get(f"/@bron/{status.pk}").content.decode()

    assert 'id="audience-members" value="members" checked' in html


@pytest.mark.parametrize("number", ["0", "9" * 19, "9" * 30, "117000000000000000"])
def test_a_status_that_never_was_is_not_found(as_asha, number):
    assert as_asha.get(f"/@asha/{number}").status_code == 404
    assert as_asha.get(f"/posts/{number}").status_code == 404


def test_a_status_is_found_only_under_its_authors_handle(asha, as_asha):
    status = cast.say(asha, "Good morning.")

    assert as_asha.get(f"/@asha/{status.pk}").status_code == 200
    assert as_asha.get(f"/@bron/{status.pk}").status_code == 404


def test_a_reply_says_whom_it_answers_only_to_those_who_may_see_them(asha, as_asha):
    bron, cal = cast.member("bron", "Bron Tarling"), cast.member("cal")
    first = cast.say(bron, "How do you keep tea warm?")
    reply = cast.say(cal, "With a cosy.", reply_to=first.pk)
    page = f"/@cal/{reply.pk}"
    assert "Replies to Bron Tarling" in as_asha.get(page).content.decode()

    actions.block(by=bron, of=asha, now=cast.NOON)

    html = as_asha.get(page).content.decode()
    assert f'id="status-{reply.pk}"' in html
    assert "Bron Tarling" not in html


def test_counts_are_of_now_for_those_who_want_counts(asha, as_asha):
    status = cast.say(asha, "Good morning.")
    type(asha.user).objects.filter(pk=asha.user.pk).update(shows_counts=True)
    page = f"/@asha/{status.pk}"
    assert "Like 0" in as_asha.get(page).content.decode()

    favourite(by=cast.member("bron"), status_id=status.pk, now=cast.NOON)

    assert "Like 1" in as_asha.get(page).content.decode()


def test_what_one_saves_stands_in_a_list_of_ones_own(asha, as_asha):
    status = cast.say(cast.member("bron"), "A soup for twenty people.")
    assert f'id="status-{status.pk}"' not in as_asha.get("/saved").content.decode()

    as_asha.post(f"/@bron/{status.pk}/bookmark", {"on": "1"})

    assert f'id="status-{status.pk}"' in as_asha.get("/saved").content.decode()
