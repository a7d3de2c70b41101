"""Forms of the settings and of the first run."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carefolk.people.actions import Safety
from carefolk.people.models import Identity, User
from carefolk.posts.models import OFFERED, Audience

_YES = "yes"
_NO = "no"
_DEFAULT_AUDIENCES = [
    (str(audience), audience.label) for audience in OFFERED if audience is not Audience.MENTIONED
]
_REACHES = list(Identity.Reach.choices)


def _radios(label: Any, choices: list[tuple[str, Any]], hint: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, help_text=hint, widget=forms.RadioSelect)


class SafetyForm(forms.Form):
    """The five questions of safety; each may be asked alone, in the first run."""

    find = _radios(
        _("Who can find me?"),
        [
            (_YES, _("Members can find me by my name or handle")),
            (_NO, _("Nobody. People need to know my handle")),
        ],
        _("Nobody can find you by your e-mail or phone number, ever."),
    )
    follow = _radios(
        _("Who can follow me?"),
        [(_NO, _("Anyone here")), (_YES, _("Only people I say yes to"))],
    )
    reply = _radios(_("Who can reply to me?"), _REACHES)
    message = _radios(_("Who can write messages to me?"), _REACHES)
    engines = _radios(
        _("May search engines show my page?"),
        [(_NO, _("No, hide me from search engines")), (_YES, _("Yes"))],
    )
    audience = forms.ChoiceField(
        label=_("Who sees what I post, if I do not choose?"),
        choices=_DEFAULT_AUDIENCES,
        widget=forms.RadioSelect,
    )
    ties = _radios(
        _("May others see whom I follow and who follows me?"), [(_NO, _("No")), (_YES, _("Yes"))]
    )

    @staticmethod
    def initial_of(identity: Identity) -> dict[str, str]:
        return {
            "find": _YES if identity.is_findable else _NO,
            "follow": _YES if identity.is_locked else _NO,
            "reply": identity.who_may_reply,
            "message": identity.who_may_message,
            "engines": _YES if identity.is_indexable else _NO,
            "audience": identity.default_audience,
            "ties": _YES if identity.shows_ties else _NO,
        }

    def safety(self) -> Safety:
        said = self.cleaned_data
        return Safety(
            is_findable=said["find"] == _YES,
            is_locked=said["follow"] == _YES,
            who_may_reply=said["reply"],
            who_may_message=said["message"],
            is_indexable=said["engines"] == _YES,
            default_audience=said["audience"],
            shows_ties=said["ties"] == _YES,
        )


class QuietForm(forms.Form):
    """Quiet hours follow the reader's own night."""

    quiet_from = forms.TimeField(
        label=_("Quiet from"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    quiet_until = forms.TimeField(
        label=_("Quiet until"), required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )

    @staticmethod
    def initial_of(user: User) -> dict[str, Any]:
        return {
            "quiet_from": user.quiet_from and f"{user.quiet_from:%H:%M}",
            "quiet_until": user.quiet_until and f"{user.quiet_until:%H:%M}",
        }

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said
        if bool(said["quiet_from"]) != bool(said["quiet_until"]):
            raise forms.ValidationError(_("Please fill in both times, or neither."))
        if said["quiet_from"] and said["quiet_from"] == said["quiet_until"]:
            raise forms.ValidationError(_("Quiet hours need a beginning and a different end."))
        return said


class LookForm(forms.Form):
    """How pages look for this reader, on every device."""

    font = _radios(
        _("Letters"), [("system", _("As usual on this device")), ("dyslexia", _("Wide and open"))]
    )
    size = _radios(
        _("Size of letters"),
        [("normal", _("Normal")), ("large", _("Large")), ("largest", _("Very large"))],
    )
    background = _radios(
        _("Background"),
        [
            ("auto", _("As on this device")),
            ("cream", _("Cream")),
            ("white", _("White")),
            ("dark", _("Dark")),
        ],
    )
    width = _radios(
        _("Length of lines"),
        [("narrow", _("Short")), ("normal", _("Normal")), ("wide", _("Long"))],
    )
    shows_counts = forms.BooleanField(
        label=_("Show numbers of likes and followers"),
        required=False,
        help_text=_("Off for everyone at first. Numbers can make us compare ourselves."),
    )

    @staticmethod
    def initial_of(user: User) -> dict[str, Any]:
        usual = {"font": "system", "size": "normal", "background": "auto", "width": "normal"}
        look: dict[str, Any] = user.look
        return usual | look | {"shows_counts": user.shows_counts}


class DeleteForm(forms.Form):
    """Leaving for good asks for the password and a deliberate yes."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    sure = forms.BooleanField(label=_("Yes, delete my account and everything I said"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("That is not your password. Please try again."))
        return password
