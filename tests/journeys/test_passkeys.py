"""Passkeys, with a virtual one in a real browser (Web Authentication, CDP domain WebAuthn)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import PASSWORD, member

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def plug_in_a_key(page: Any) -> None:
    """A phone that holds passkeys and says yes to each question."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def settle(handle: str) -> None:
    """Someone who may sign in; called inside the place."""
    member(handle)


def sign_in(page: Any, handle: str) -> None:
    page.get_by_label("E-mail").fill(f"{handle}@people.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/home")


def add_a_passkey(page: Any, site: str) -> None:
    page.goto(f"{site}/account/2fa/webauthn/add/")
    # The safety of an account is changed only by who shows once more that it is them.
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name of this passkey").fill("My phone")
    page.get_by_label("Let me sign in with this passkey alone").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Add it").click()


def test_a_passkey_can_be_added_and_then_signs_in_alone(visit, place):
    place.call("tests.journeys.test_passkeys:settle", handle="passkey_asha")
    # Browsers bind passkeys to a name and refuse a bare number such as 127.0.0.1.
    site = place.url.replace("127.0.0.1", "localhost")
    page = visit(f"{site}/account/login/")
    plug_in_a_key(page)
    sign_in(page, "passkey_asha")
    add_a_passkey(page, site)
    page.goto(f"{site}/account/2fa/webauthn/")
    assert page.get_by_role("listitem").filter(has_text="My phone").is_visible()

    page.context.clear_cookies()
    page.goto(f"{site}/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    page.wait_for_url("**/home")
    page.goto(f"{site}/you")
    assert page.url == f"{site}/@passkey_asha"


def test_a_passkey_that_cannot_be_used_is_told_in_words(visit):
    # At a bare number every passkey is refused by the browser, at once.
    page = visit("/account/login/")

    page.get_by_role("button", name="Sign in with a passkey").click()

    page.get_by_role("alert").get_by_text("That did not work.").wait_for()
