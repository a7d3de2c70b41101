"""Signing up, signing in, and staying safe: through the pages, as a browser sends them."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from carefolk.kit.errors import NotFound
from carefolk.people import life, queries
from carefolk.people.models import Identity, User
from tests.cast import NOON, PASSWORD, member
from tests.web.signing import code_in, is_signed_in, sign_in

pytestmark = pytest.mark.django_db

NEW = {
    "display_name": "Night Owl",
    "handle": "night_owl",
    "email": "Owl@People.example",
    "password1": "three warm blankets 5",
    "agrees": "on",
}


@pytest.fixture
def asha() -> Identity:
    return member("asha", "Asha K")


@pytest.fixture
def way(settings):
    def choose(way: str) -> None:
        settings.CAREFOLK = settings.CAREFOLK.model_copy(update={"sign_up": way})

    return choose


def test_someone_signs_up_confirms_and_arrives_at_the_welcome(client, asha, mailoutbox):
    answer = client.post("/account/signup/", NEW)
    assert answer.url == "/account/confirm-email/"
    with pytest.raises(NotFound):
        queries.identity_for(asha, "night_owl", now=NOON)

    answer = client.post(answer.url, {"code": code_in(mailoutbox[0])})

    assert answer.url == "/welcome/"
    assert is_signed_in(client)
    owl = queries.identity_for(asha, "night_owl", now=NOON.replace(year=2100))
    assert owl.profile.display_name == "Night Owl"
    assert owl.profile.clearance_id is not None


def test_the_mail_is_plain_and_tells_only_what_is_needed(client, mailoutbox):
    client.post("/account/signup/", NEW)

    mail = mailoutbox[0]
    assert mail.to == ["owl@people.example"]
    assert "Night Owl" not in mail.body
    assert code_in(mail)


def test_an_address_that_is_known_gets_the_same_answer_as_a_new_one(client, asha, mailoutbox):
    known = client.post("/account/signup/", NEW | {"email": "ASHA@people.example"})
    known_page = client.get(known.url)
    other = Client()
    new = other.post("/account/signup/", NEW)
    new_page = other.get(new.url)

    assert (known.status_code, known.url) == (new.status_code, new.url)
    assert neutral(known_page) == neutral(new_page)
    assert mailoutbox[0].subject.endswith("You have an account already")
    assert User.objects.filter(email__iexact="asha@people.example").count() == 1


@pytest.mark.parametrize("handle", ["asha", "a5ha", "ASHA", "admin", "adm1n", "x", "a b", "ashа"])
def test_a_handle_that_cannot_be_had_is_said_in_words_and_the_rest_stays(client, asha, handle):
    answer = client.post("/account/signup/", NEW | {"handle": handle})

    assert answer.status_code == 200
    assert answer.context["form"].errors["handle"]
    page = answer.content.decode()
    assert "Night Owl" in page
    assert NEW["password1"] not in page
    assert not User.objects.filter(email="owl@people.example").exists()


def test_a_name_is_checked_like_anything_that_is_said(client):
    answer = client.post(
        "/account/signup/", NEW | {"display_name": "Call me on 07700 900123, NHS 999 000 0018"}
    )

    assert answer.context["form"].errors["display_name"]
    assert not Identity.objects.filter(handle="night_owl").exists()


def test_without_a_yes_to_the_rules_nobody_joins(client):
    answer = client.post("/account/signup/", NEW | {"agrees": ""})

    assert answer.context["form"].errors["agrees"]


def test_pressing_twice_makes_one_account(client, mailoutbox):
    client.post("/account/signup/", NEW)
    again = client.post("/account/signup/", NEW)

    assert again.url == "/account/confirm-email/"
    assert User.objects.count() == 1


def test_by_invitation_a_code_is_needed_and_used_up(client, asha, way, mailoutbox):
    way("invitation")
    staff = User.objects.get(identity=asha)
    staff.place_role = User.Role.MODERATOR
    code = life.invite(by=staff, now=clock_now()).code

    refused = client.post("/account/signup/", NEW | {"invitation": "guess"})
    taken = client.post("/account/signup/", NEW | {"invitation": code})
    late = Client().post(
        "/account/signup/", NEW | {"handle": "other", "email": "o@x.example", "invitation": code}
    )

    assert refused.context["form"].errors["invitation"]
    assert taken.status_code == 302
    assert late.context["form"].errors["invitation"]


def test_by_approval_someone_waits_until_a_moderator_says_yes(client, asha, way, mailoutbox):
    way("approval")
    answer = client.post("/account/signup/", NEW | {"reason_to_join": "I work nights."})

    answer = client.post(answer.url, {"code": code_in(mailoutbox[0])})

    assert answer.url == "/account/waiting/"
    assert not is_signed_in(client)
    owl = User.objects.get(email="owl@people.example")
    staff = User.objects.get(identity=asha)
    staff.place_role = User.Role.MODERATOR
    life.approve(by=staff, user=owl, now=NOON)
    sign_in(client, "owl@people.example", NEW["password1"])
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_sound_the_same(client, asha):
    wrong = sign_in(client, "asha@people.example", "not it at all 9")
    unknown = sign_in(client, "nobody@people.example", "not it at all 9")

    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_wrong_passwords_for_one_account_are_limited_in_any_case_of_letters(client, asha):
    for spelling in ("asha@", "ASHA@", "Asha@", " asha@", "aShA@"):
        sign_in(client, f"{spelling}people.example", "wrong")

    answer = sign_in(Client(), "ashA@People.example", PASSWORD)

    assert "5 minutes" in str(answer.context["form"].non_field_errors())
    assert not is_signed_in(client)


def test_a_forged_forwarded_address_does_not_lift_the_limit(client):
    for number in range(20):
        client.post(
            "/account/login/",
            {"login": f"p{number}@x.example", "password": "wrong"},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        )

    answer = client.post(
        "/account/login/",
        {"login": "another@x.example", "password": "wrong"},
        headers={"X-Forwarded-For": "198.51.100.1"},
    )

    assert "5 minutes" in str(answer.context["form"].non_field_errors())


def test_too_many_sign_ups_from_one_address_are_told_the_wait_in_words(client):
    for number in range(20):
        client.post("/account/signup/", {"email": f"p{number}@x.example"})

    answer = client.post("/account/signup/", NEW)

    assert answer.status_code == 429
    assert "1 hour" in answer.content.decode()
    assert answer.headers["Retry-After"] == "3600"


def test_reset_mails_for_one_address_are_limited_in_any_case_of_letters(client, asha, mailoutbox):
    for spelling in ("asha", "ASHA", "Asha", "aSHA", "ashA"):
        client.post("/account/password/reset/", {"email": f"{spelling}@people.example"})

    answer = client.post("/account/password/reset/", {"email": "AshA@people.example"})

    assert answer.status_code == 429
    assert len(mailoutbox) == 5


def test_guessing_the_code_of_a_mail_ends_after_three_tries(client, mailoutbox):
    answer = client.post("/account/signup/", NEW)
    for _try in range(3):
        client.post(answer.url, {"code": "AAAAAA"})

    client.post(answer.url, {"code": code_in(mailoutbox[0])})

    assert not is_signed_in(client)


def test_reset_answers_the_same_for_known_and_unknown_addresses(client, asha):
    known = client.post("/account/password/reset/", {"email": "asha@people.example"})
    unknown = client.post("/account/password/reset/", {"email": "nobody@people.example"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_a_reset_by_mail_ends_every_session(client, asha, mailoutbox):
    sign_in(client, "asha@people.example")
    other = Client()
    other.post("/account/password/reset/", {"email": "asha@people.example"})
    link = re.search(r"http://[^/]+(/account/password/reset/key/\S+)", mailoutbox[-1].body)[1]
    page = other.get(link, follow=True)
    new = "four new green apples 3"

    other.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert not is_signed_in(client)
    sign_in(client, "asha@people.example", new)
    assert is_signed_in(client)


def test_a_new_password_keeps_this_session_and_ends_the_others(client, asha):
    elsewhere = Client()
    for browser in (client, elsewhere):
        sign_in(browser, "asha@people.example")
    new = "four new green apples 3"

    client.post(
        "/account/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)


def test_signing_out_clears_the_device(client, asha):
    sign_in(client, "asha@people.example")

    answer = client.post("/account/logout/")

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/account/login/").headers


def test_signing_out_takes_a_form_not_a_link(client, asha):
    sign_in(client, "asha@people.example")

    client.get("/account/logout/")

    assert is_signed_in(client)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "http://127.0.0.1:9999/",
        "http://localhost:1/",
        "https://testserver.evil.example/",
        "http://testserver@evil.example/",
    ],
)
@pytest.mark.parametrize("page", ["/account/login/", "/account/logout/", "/account/signup/"])
def test_next_never_leads_to_another_place(client, asha, elsewhere, page):
    if page == "/account/logout/":
        sign_in(client, "asha@people.example")
    facts = NEW | {"login": "asha@people.example", "password": PASSWORD, "next": elsewhere}

    answer = client.post(page, facts)

    assert answer.status_code == 302
    assert answer.url.startswith("/")
    assert not answer.url.startswith(("//", "/\\"))


def test_next_leads_back_to_the_page_one_wanted(client, asha):
    asked = client.get("/settings/safety/")

    answer = client.post(
        asked.url,
        {"login": "asha@people.example", "password": PASSWORD, "next": "/settings/safety/"},
    )

    assert answer.url == "/settings/safety/"


def test_a_form_sent_after_the_sign_in_ran_out_leads_back_to_its_page(client):
    answer = client.post("/settings/look/", headers={"Referer": "http://testserver/settings/look/"})

    assert answer.url == "/account/login/?next=/settings/look/"
    elsewhere = client.post("/settings/look/", headers={"Referer": "http://evil.example/x"})
    assert elsewhere.url == "/account/login/?next=/"


def test_a_closed_account_cannot_sign_in(client, asha):
    life.close_account(user=User.objects.get(identity=asha), now=NOON)

    sign_in(client, "asha@people.example")

    assert not is_signed_in(client)


def test_a_suspended_person_stays_out_even_with_the_right_password(client, asha):
    sign_in(client, "asha@people.example")
    life.suspend(identity=asha, by=None, reason_code="spam", now=NOON)
    assert not is_signed_in(client)

    sign_in(client, "asha@people.example")

    assert not is_signed_in(client)


def neutral(page) -> str:
    """A page without what differs for each visitor anyway."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())
    return text.replace("asha@people.example", "MAIL").replace("owl@people.example", "MAIL")


def clock_now():
    from django.utils import timezone  # an invitation is compared with the real clock

    return timezone.now()
