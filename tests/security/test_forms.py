"""Forms that other sites, or people with tools of their own, send."""

from __future__ import annotations

import pytest
from django.test import Client

from carefolk.kit import clock
from carefolk.kit.limits import Rule
from carefolk.publishing import checking, views
from carefolk.publishing.makers.status import SKETCHED
from tests.cast import NOON, member

pytestmark = pytest.mark.django_db
BIGGER_THAN_ANY_ID = "9" * 19


@pytest.fixture
def checked_browser():
    client = Client(enforce_csrf_checks=True)
    client.force_login(member("asha").user)
    return client


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_a_form_of_another_site_is_not_offered_to_be_sent_again(checked_browser, headers):
    sent = {"text": "Words of that site", "on": "1"}
    answer = checked_browser.post("/write/post", sent, headers=headers)
    assert answer.status_code == 403
    assert "Words of that site" not in answer.content.decode()
    assert "Send it again" not in answer.content.decode()


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://testserver"}])
def test_a_stale_form_of_this_place_keeps_what_was_typed(checked_browser, headers):
    answer = checked_browser.post("/write/post", {"text": "Typed with care"}, headers=headers)
    assert answer.status_code == 403
    assert "Typed with care" in answer.content.decode()
    assert "Send it again" in answer.content.decode()


@pytest.mark.parametrize("name", ["media", "in_reply_to", "edits", "saved", "seen_version"])
@pytest.mark.parametrize("address", ["/write/post", "/write/check"])
def test_an_id_that_no_database_can_hold_is_refused_in_words(address, name):
    client = Client()
    client.force_login(member("asha").user)
    sent = {"text": "Hello", "do": "post", name: BIGGER_THAN_ANY_ID}
    assert client.post(address, sent).status_code in (404, 422)


def test_nobody_can_keep_the_guard_busy_for_the_others(monkeypatch):
    client, asked = Client(), []
    client.force_login(member("asha").user)
    real = checking._asked
    monkeypatch.setattr(
        checking, "_asked", lambda text, context: asked.append(len(text)) or real(text, context)
    )
    client.post("/write/check", {"text": "Tea for all. " * 7_000})
    assert 0 < max(asked) <= SKETCHED
    monkeypatch.setattr(views, "CHECKS", Rule(count=1, seconds=60))
    monkeypatch.setattr(clock, "now", lambda: NOON)
    codes = [client.post("/write/check", {"text": "Tea"}).status_code for _each in range(2)]
    assert codes == [200, 429]
