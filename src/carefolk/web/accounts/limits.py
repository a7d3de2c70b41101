"""How often one may try to sign in, sign up or ask for mail, and the wait in words.

allauth counts (ACCOUNT_RATE_LIMITS), in the cache that all processes share. The address it counts
by is the one of the connection; X-Forwarded-For counts only behind the place's own proxy.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from carefolk.kit.errors import TooOften
from carefolk.kit.limits import wait_in_words
from carefolk.web.errors import error_page

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_ACTIONS = {
    "account_login": "login",
    "account_signup": "signup",
    "account_reset_password": "reset_password",
    "account_reset_password_from_key": "reset_password_from_key",
    "account_change_password": "change_password",
    "account_email": "manage_email",
    "account_email_verification_sent": "confirm_email",
    "account_reauthenticate": "reauthenticate",
}


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - the shape of Django's handlers
    """The page for a limit that was reached: the longest wait that limit can mean, in words."""
    match = request.resolver_match
    action = _ACTIONS.get(match.url_name or "", "login") if match else "login"
    seconds = longest_window(_rates(action))
    return error_page(request, TooOften(wait=wait_in_words(seconds), seconds=seconds))


def longest_window(rates: str) -> int:
    """Seconds of the longest window in a rate such as `20/h/ip,5/300s/key`."""
    return max(_seconds(rate.split("/")[1]) for rate in rates.split(","))


def _rates(action: str) -> str:
    rates: Any = settings.ACCOUNT_RATE_LIMITS or {}
    return str(rates.get(action, "1/m/ip"))


def _seconds(window: str) -> int:
    return int(window[:-1] or 1) * _UNITS[window[-1]]


def failed_words() -> str:
    return _("That was wrong too many times. Please wait {wait}, then try again.").format(
        wait=wait_in_words(longest_window(_rates("login_failed")))
    )
