"""Rules for everyone who is signed in, asked at each request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from carefolk.people.models import User
from carefolk.web.accounts.demo import comes_from_this_machine

SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# What a moderator may reach before the second factor is set up.
_SETTING_UP = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "account_email",
        "account_email_verification_sent",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }
)


class AccountGuards:
    """Demo people only on this machine; staff only with a second factor; nothing left behind.

    Stands inside PlaceMiddleware, so that its answers get the same headers as every page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if was_signed_in and not request.user.is_authenticated:
            # The next person at this machine must find nothing: no drafts, no stored pages.
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        if not isinstance(user, User):
            return None
        if user.is_demo:
            return None if comes_from_this_machine(request) else _refuse_demo(request)
        if not user.is_staff_of_place or is_mfa_enabled(user, SECOND_FACTORS):
            return None
        match = request.resolver_match
        if match is not None and match.url_name in _SETTING_UP:
            return None
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"code": "second-factor-needed"}, status=403)
        return redirect("mfa_index")


def _refuse_demo(request: HttpRequest) -> HttpResponse:
    logout(request)
    request.viewer = None  # type: ignore[attr-defined]  # see people.requests
    return render(request, "account/demo_refused.html", status=403)
