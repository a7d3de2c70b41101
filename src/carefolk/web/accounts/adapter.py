"""Where our house differs from allauth's defaults: words, stages, redirects, who may come in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.functional import lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from carefolk.kit import crypto
from carefolk.people.models import User
from carefolk.web.accounts.demo import comes_from_this_machine
from carefolk.web.accounts.limits import failed_words

_TOTP = "second-factor"


class PlaceAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail or the password is not right. Please try again."),
        "too_many_login_attempts": lazy(failed_words, str)(),
        "rate_limited": lazy(failed_words, str)(),
        "enter_current_password": _("That is not your password now. Please try again."),
        "incorrect_password": _("That is not your password. Please try again."),
        "incorrect_code": _("That code is not right. Please look again, or ask for a new one."),
        "duplicate_email": _("That is your e-mail address already."),
        "invalid_or_expired_key": _("That code is too old. Please ask for a new one."),
        "account_inactive": _("This account is closed."),
    }

    def get_login_stages(self) -> list[str]:
        return [*super().get_login_stages(), "carefolk.web.accounts.stages.ArrivalStage"]

    def pre_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse | None:
        """Demo people can be signed in from this machine only: their codes are printed."""
        if user.is_demo and not comes_from_this_machine(request):
            return render(request, "account/demo_refused.html", status=403)
        return super().pre_login(request, user, **facts)  # type: ignore[no-any-return]  # untyped library

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        first_time = isinstance(request.user, User) and request.user.welcomed_at is None
        return resolve_url("first_run" if first_time else settings.LOGIN_REDIRECT_URL)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url("first_run")

    def is_safe_url(self, url: str | None) -> bool:
        """Only addresses of this very place: never another port, scheme or name of the machine."""
        return url_has_allowed_host_and_scheme(
            url,
            allowed_hosts={self.request.get_host()},
            require_https=self.request.is_secure(),
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        facts = {"place_name": settings.CAREFOLK.name} | context
        super().send_mail(template_prefix, email, facts)

    def format_email_subject(self, subject: str) -> str:
        return f"{settings.CAREFOLK.name}: {subject}"


class PlaceMfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Secrets of second factors are sealed with the key of the place."""

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002 - the library's shape
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        if number == 1:
            return gettext("My passkey")
        return gettext("My passkey {number}").format(number=number)

    def encrypt(self, text: str) -> str:
        return crypto.seal(text, purpose=_TOTP)

    def decrypt(self, encrypted_text: str) -> str:
        return crypto.unseal(encrypted_text, purpose=_TOTP)


def user_display(user: User) -> str:
    """The name to greet someone with; never their e-mail address."""
    if user.identity is None or not hasattr(user.identity, "profile"):
        return ""
    return user.identity.profile.display_name
