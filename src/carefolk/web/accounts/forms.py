"""allauth's forms with plain words, and a sign-up that also asks for a name and a handle."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from carefolk.kit import clock
from carefolk.kit.crosscheck import LONGEST
from carefolk.kit.errors import CarefolkError
from carefolk.people import life, queries
from carefolk.people.models import User
from carefolk.people.profiles import MAX_NAME, ProfileText
from carefolk.publishing.drafts import Door
from carefolk.web.accounts.joining import findings_in_name, join

Words = Any  # a lazy translation; its type differs between libraries
_PASSWORD_HINT = _("10 characters or more. Three or four words you can remember are good.")


class PlainWords:
    """Labels and hints in plain words; nothing is said by a placeholder alone."""

    words: dict[str, tuple[Words, Words]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]  # mixed into forms
        for field in fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.error_messages |= {
                "required": _("Please tick this box.")
                if isinstance(field, forms.BooleanField)
                else _("Please fill this in.")
            }
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = _(
                    "This is not a whole e-mail address. It looks like name@example.org."
                )
        for name, (label, hint) in self.words.items():
            if name in fields:
                fields[name].label, fields[name].help_text = label, hint


class SignInForm(PlainWords, account.LoginForm):  # type: ignore[misc]  # allauth ships no types
    words = {"login": (_("E-mail"), ""), "password": (_("Password"), "")}


class SignUpForm(PlainWords, account.SignupForm):  # type: ignore[misc]  # allauth ships no types
    """Asks for a name, a handle, an e-mail address, a password and a yes to the house rules."""

    display_name = forms.CharField(max_length=MAX_NAME)
    handle = forms.CharField(max_length=LONGEST + 1)
    invitation = forms.CharField(max_length=40)
    reason_to_join = forms.CharField(
        max_length=500, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    agrees = forms.BooleanField()

    field_order = (
        "invitation",
        "display_name",
        "handle",
        "email",
        "password1",
        "reason_to_join",
        "agrees",
    )
    words = {
        "invitation": (_("Invitation code"), _("It is in the message you were sent.")),
        "display_name": (
            _("Your name here"),
            _("What others see. It does not have to be your real name."),
        ),
        "handle": (
            _("Your handle"),
            _("A short name for your page, such as night_owl. Letters, numbers and _ only."),
        ),
        "email": (_("E-mail"), _("Only you see it. Nobody can find you by it.")),
        "password1": (_("Password"), _PASSWORD_HINT),
        "reason_to_join": (
            _("Why would you like to join?"),
            _("A person reads this before they let you in."),
        ),
        "agrees": (_("I will keep to these rules"), ""),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.CAREFOLK.sign_up != "invitation":
            del self.fields["invitation"]
        if settings.CAREFOLK.sign_up != "approval":
            del self.fields["reason_to_join"]
        self.fields["handle"].widget.attrs |= {"autocapitalize": "none", "autocomplete": "username"}
        self.fields["display_name"].widget.attrs |= {"autocomplete": "nickname"}

    def clean_handle(self) -> str:
        try:
            return life.free_handle(self.cleaned_data["handle"])
        except CarefolkError as error:
            raise forms.ValidationError(error.words) from None

    def clean_invitation(self) -> str:
        code: str = self.cleaned_data["invitation"]
        if queries.invitation_for(code, now=clock.now()) is None:
            raise forms.ValidationError(life.InvitationUsed().words)
        return code

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        name, handle = cleaned.get("display_name"), cleaned.get("handle")
        if name and handle and not self.errors:
            self._check_name(name, handle)
        return cleaned

    @transaction.atomic
    def save(self, request: HttpRequest) -> User:
        now, way = clock.now(), settings.CAREFOLK.sign_up
        if way == "invitation":
            life.use_invitation(code=self.cleaned_data["invitation"], now=now)
        user: User = super().save(request)
        user.approved_at = None if way == "approval" else now
        user.reason_to_join = self.cleaned_data.get("reason_to_join", "")
        user.save(update_fields=["approved_at", "reason_to_join"])
        join(
            user=user,
            handle=self.cleaned_data["handle"],
            text=ProfileText(display_name=self.cleaned_data["display_name"]),
            door=Door.WEB,
            now=now,
            waits=True,
        )
        return user

    def _check_name(self, name: str, handle: str) -> None:
        try:
            findings = findings_in_name(name, handle=handle, now=clock.now())
        except CarefolkError as error:
            self.add_error("display_name", error.words)
            return
        if findings:
            self.add_error(
                "display_name",
                _("That name may say too much about you or someone else. Please choose another."),
            )


class ResetPasswordForm(PlainWords, account.ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    words = {"email": (_("E-mail"), _("The one you signed up with."))}


class NewPasswordForm(PlainWords, account.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth ships no types
    words = {
        "password1": (_("New password"), _PASSWORD_HINT),
        "password2": (_("New password, once more"), ""),
    }


class ChangePasswordForm(PlainWords, account.ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    words = {
        "oldpassword": (_("Password now"), ""),
        "password1": (_("New password"), _PASSWORD_HINT),
        "password2": (_("New password, once more"), ""),
    }


class SetPasswordForm(PlainWords, account.SetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    words = {
        "password1": (_("Password"), _PASSWORD_HINT),
        "password2": (_("Password, once more"), ""),
    }


class AddEmailForm(PlainWords, account.AddEmailForm):  # type: ignore[misc]  # allauth ships no types
    words = {"email": (_("New e-mail"), _("We send a code there. Until then the old one stays."))}


class ReauthenticateForm(PlainWords, account.ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    words = {"password": (_("Password"), "")}


class ConfirmEmailForm(PlainWords, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]  # allauth ships no types
    words = {"code": (_("Code"), _("It looks like ABCD-EFGH. Small letters are fine, too."))}


class SecondFactorForm(PlainWords, mfa.AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    words = {"code": (_("Code"), _("From your authenticator app, or one of your recovery codes."))}


class SecondFactorAgainForm(PlainWords, mfa.ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    words = SecondFactorForm.words


class StartTotpForm(PlainWords, ActivateTOTPForm):  # type: ignore[misc]  # allauth ships no types
    words = {
        "code": (_("Code from the app"), _("6 numbers. The app shows new ones every 30 seconds."))
    }


class AddKeyForm(PlainWords, AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    words = {
        "name": (_("Name of this passkey"), _("For example: my phone.")),
        "passwordless": (_("Let me sign in with this passkey alone"), ""),
    }


class RenameKeyForm(PlainWords, EditWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    words = {"name": (_("Name of this passkey"), "")}
