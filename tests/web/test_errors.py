"""Pages for what goes wrong, and addresses that must never lead nowhere."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.test import Client

from carefolk.people import actions
from tests.cast import NOON, member, say
from tests.web.signing import sign_in

pytestmark = pytest.mark.django_db


def test_an_address_for_forms_that_is_opened_says_so_in_words(client):
    member("asha")
    sign_in(client, "asha@people.example")

    answer = client.get("/write/post")

    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "go back and press the button there" in answer.content.decode()


def test_a_reached_limit_tells_machines_the_wait_too(client):
    member("asha")
    sign_in(client, "asha@people.example")
    answers = [client.get("/people?q=bron") for _ in range(61)]

    assert {answer.status_code for answer in answers[:60]} == {200}
    assert answers[60].status_code == 429
    assert 1 <= int(answers[60]["Retry-After"]) <= 300


def test_the_lasting_address_of_a_person_and_of_a_post_leads_to_their_page(client):
    asha = member("asha")
    status = say(asha, "Open to all", audience="everyone")

    assert client.get(urlsplit(asha.uri).path)["Location"] == "/@asha"
    assert client.get(urlsplit(status.uri).path)["Location"] == f"/@asha/{status.pk}"


def test_the_lasting_address_of_someone_who_blocks_me_does_not_tell_their_handle():
    asha, bron = member("asha"), member("bron")
    actions.block(by=bron, of=asha, now=NOON)
    browser = Client()
    browser.force_login(asha.user)

    assert browser.get(urlsplit(bron.uri).path).status_code == 404


def test_a_form_of_more_than_a_megabyte_is_too_large_in_words(client):
    member("asha")
    sign_in(client, "asha@people.example")

    answer = client.post("/write/post", {"text": "tea " * 400_000, "do": "post"}, follow=False)
    as_form = client.post(
        "/write/post",
        "text=" + "a" * 1_500_000,
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 413
    assert as_form.status_code == 413
