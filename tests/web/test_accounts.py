"""Signing up, signing in, and staying safe: through the pages, as a browser sends them."""

from __future__ import annotations

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings as django_settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client

from carefolk.kit.errors import NotFound
from carefolk.people import life, queries
from carefolk.people.models import Identity, User
from tests.cast import NOON, PASSWORD, member

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


# Demo people


@pytest.fixture
def demo(asha) -> User:
    User.objects.filter(identity=asha).update(is_demo=True, place_role=User.Role.MODERATOR)
    return User.objects.get(identity=asha)


def test_demo_people_sign_in_on_this_machine_without_a_second_factor(client, demo):
    sign_in(client, demo.email)

    assert is_signed_in(client)
    assert client.get("/settings/").status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"REMOTE_ADDR": "192.168.1.5"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_REAL_IP": "203.0.113.9"},
        {"HTTP_FORWARDED": "for=203.0.113.9"},
    ],
)
def test_demo_people_are_refused_from_elsewhere(demo, origin):
    browser = Client(**origin)

    answer = sign_in(browser, demo.email)

    assert answer.status_code == 403
    assert not is_signed_in(browser)


def test_a_demo_session_carried_elsewhere_ends(client, demo):
    sign_in(client, demo.email)

    answer = client.get("/settings/", REMOTE_ADDR="203.0.113.9")

    assert answer.status_code == 403
    assert not is_signed_in(client)


def test_behind_the_places_proxy_the_address_it_saw_decides(demo, settings):
    settings.CAREFOLK = settings.CAREFOLK.model_copy(update={"behind_proxy": True})
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    near = sign_in(Client(HTTP_X_FORWARDED_FOR="203.0.113.9, 127.0.0.1"), demo.email)
    far = sign_in(Client(HTTP_X_FORWARDED_FOR="127.0.0.1, 203.0.113.9"), demo.email)

    assert (near.status_code, far.status_code) == (302, 403)


# Second factor


@pytest.fixture
def moderator(asha) -> User:
    User.objects.filter(identity=asha).update(place_role=User.Role.MODERATOR)
    return User.objects.get(identity=asha)


@pytest.mark.parametrize("page", ["/settings/", "/home", "/@asha", "/settings/place/", "/write"])
def test_staff_reach_only_the_set_up_page_before_the_second_factor(client, moderator, page):
    sign_in(client, moderator.email)

    answer = client.get(page)

    assert answer.url == "/account/2fa/"
    assert client.get("/account/2fa/").status_code == 200
    assert client.get(page, headers={"Accept": "application/json"}).status_code == 403


def test_staff_with_a_second_factor_go_on_and_need_it_at_sign_in(client, moderator):
    TOTP.activate(moderator, generate_totp_secret())
    codes = RecoveryCodes.activate(moderator)

    answer = sign_in(client, moderator.email)
    assert answer.url == "/account/2fa/authenticate/"
    assert not is_signed_in(client)
    assert client.get(answer.url).status_code == 200
    client.post(answer.url, {"code": codes.get_unused_codes()[0]})

    assert is_signed_in(client)
    assert client.get("/settings/place/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, moderator):
    RecoveryCodes.activate(moderator)
    client.force_login(moderator)

    assert client.get("/settings/").url == "/account/2fa/"


def test_guessing_the_second_factor_is_limited(client, moderator):
    TOTP.activate(moderator, generate_totp_secret())
    codes = RecoveryCodes.activate(moderator)
    answer = sign_in(client, moderator.email)
    for _try in range(5):
        client.post(answer.url, {"code": "000000"})

    refused = client.post(answer.url, {"code": codes.get_unused_codes()[0]})

    assert not is_signed_in(client)
    assert "5 minutes" in refused.content.decode()


def test_the_secret_of_an_app_is_sealed_at_rest(moderator):
    secret = generate_totp_secret()

    TOTP.activate(moderator, secret)

    kept = str(Authenticator.objects.get(type=Authenticator.Type.TOTP).data)
    assert secret not in kept


# Every page


@pytest.mark.parametrize(
    "page",
    [
        "/account/login/",
        "/account/login/?expired=1",
        "/account/signup/",
        "/account/waiting/",
        "/account/inactive/",
        "/account/password/reset/",
        "/account/password/reset/done/",
        "/account/password/reset/key/done/",
        "/account/password/reset/key/1-x-y/",
    ],
)
def test_pages_for_everyone_open_in_our_frame(client, page):
    answer = client.get(page, follow=True)

    assert answer.status_code == 200
    assert "css/tokens" in answer.content.decode()


@pytest.mark.parametrize(
    "page",
    [
        "/account/logout/",
        "/account/email/",
        "/account/password/change/",
        "/account/reauthenticate/",
        "/account/2fa/",
        "/account/2fa/totp/activate/",
        "/account/2fa/webauthn/",
        "/account/2fa/webauthn/add/",
        "/account/sessions/",
    ],
)
def test_pages_for_members_open_in_our_frame_and_ask_strangers_to_sign_in(client, asha, page):
    assert client.get(page).url.startswith("/account/login/?next=") or "logout" in page
    sign_in(client, "asha@people.example")
    prove_again(client)

    answer = client.get(page)

    assert answer.status_code == 200
    assert "css/tokens" in answer.content.decode()


def test_setting_up_an_app_gives_recovery_codes(client, asha, monkeypatch):
    sign_in(client, "asha@people.example")
    asked = client.get("/account/2fa/totp/activate/")
    assert asked.url.startswith("/account/reauthenticate/")
    prove_again(client)
    client.get("/account/2fa/totp/activate/")
    monkeypatch.setattr("allauth.mfa.totp.forms.auth.validate_totp_code", lambda *_: True)

    client.post("/account/2fa/totp/activate/", {"code": "123456"})

    page = client.get("/account/2fa/recovery-codes/").content.decode()
    assert page.count("<code>") == 10
    assert client.get("/account/2fa/").status_code == 200


def test_the_list_of_sign_ins_names_the_browser_in_words(client, asha):
    android = "Mozilla/5.0 (Linux; Android 8.0) AppleWebKit/537.36 Chrome/90.0 Mobile Safari/537.36"
    client.post(
        "/account/login/",
        {"login": "asha@people.example", "password": PASSWORD},
        headers={"User-Agent": android},
    )

    assert "Chrome on Android" in client.get("/account/sessions/").content.decode()


def test_changing_the_address_needs_a_code_and_keeps_the_old_one_until_then(
    client, asha, mailoutbox
):
    sign_in(client, "asha@people.example")
    prove_again(client)

    client.post("/account/email/", {"email": "new@people.example", "action_add": "1"})
    assert User.objects.get(identity=asha).email == "asha@people.example"
    client.post("/account/confirm-email/", {"code": code_in(mailoutbox[-1])})

    assert User.objects.get(identity=asha).email == "new@people.example"
    assert EmailAddress.objects.get(user__identity=asha).email == "new@people.example"


def test_passwords_are_kept_by_argon2():
    from carefolk.main import settings as own  # the test run itself hashes faster

    assert own.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    assert django_settings.SESSION_COOKIE_HTTPONLY


def sign_in(browser: Client, email: str, password: str = PASSWORD):
    return browser.post("/account/login/", {"login": email, "password": password})


def prove_again(browser: Client) -> None:
    browser.post("/account/reauthenticate/", {"password": PASSWORD})


def is_signed_in(browser: Client) -> bool:
    request = HttpRequest()
    request.session = browser.session
    return get_user(request).is_authenticated


def code_in(mail) -> str:
    return re.search(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", mail.body, re.MULTILINE)[0]


def neutral(page) -> str:
    """A page without what differs for each visitor anyway."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())
    return text.replace("asha@people.example", "MAIL").replace("owl@people.example", "MAIL")


def clock_now():
    from django.utils import timezone  # an invitation is compared with the real clock

    return timezone.now()
