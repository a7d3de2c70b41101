"""Pages that one reads."""

from __future__ import annotations

import pytest
from django.test import Client

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
