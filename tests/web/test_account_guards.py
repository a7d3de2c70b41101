"""Demo people, second factors, and every page of allauth in our frame."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings as django_settings
from django.test import Client

from carefolk.people.models import Identity, User
from tests.cast import PASSWORD, member
from tests.web.signing import code_in, is_signed_in, prove_again, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def asha() -> Identity:
    return member("asha", "Asha K")


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
