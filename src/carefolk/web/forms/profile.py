"""The profile as a form: what was typed in, a ProfileText out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from carefolk.guard import Mend, MendKind
from carefolk.people import choices, profiles, queries
from carefolk.people.profiles import (
    MAX_BIO,
    MAX_FIELD_NAME,
    MAX_FIELD_VALUE,
    MAX_FIELDS,
    MAX_NAME,
    ProfileText,
)
from carefolk.publishing.outcomes import Seen

_FIELD_NUMBERS = range(1, MAX_FIELDS + 1)


class ProfileForm(forms.Form):
    """Every text and choice of a profile, and two pictures."""

    display_name = forms.CharField(
        label=_("Your name here"), max_length=MAX_NAME, help_text=_("A chosen name is fine.")
    )
    role = forms.ChoiceField(label=_("What you do"), required=False)
    setting = forms.CharField(
        label=_("Where you work"),
        max_length=80,
        required=False,
        help_text=_("The kind of place, such as care home. Not its name."),
        widget=forms.TextInput(attrs={"list": "settings-list"}),
    )
    nation = forms.ChoiceField(
        label=_("Nation"),
        required=False,
        choices=[("", _("I do not say")), *choices.NATIONS.items()],
        help_text=_("Rules differ between nations. We check your posts by yours."),
    )
    register = forms.ChoiceField(
        label=_("Your register"),
        required=False,
        choices=[("", _("None, or I do not say")), *choices.REGISTERS.items()],
        help_text=_("If you are on a professional register. Nobody else sees this."),
    )
    pronouns = forms.CharField(
        label=_("Pronouns"), max_length=40, required=False, help_text=_("For example: she, they.")
    )
    bio = forms.CharField(
        label=_("About you"),
        max_length=MAX_BIO,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Leave out your employer and anything that points to people in care."),
    )
    interests = forms.MultipleChoiceField(
        label=_("What interests you"),
        required=False,
        choices=list(choices.INTERESTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you use"),
        required=False,
        choices=list(choices.LANGUAGES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    avatar = forms.FileField(
        label=_("New picture of you"),
        required=False,
        help_text=_("A face or anything you like. We take out the place and time hidden in it."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    avatar_alt = forms.CharField(
        label=_("What is in this picture?"), max_length=300, required=False
    )
    no_avatar = forms.BooleanField(label=_("Take the picture of me away"), required=False)
    header = forms.FileField(
        label=_("New picture for the top of your page"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    header_alt = forms.CharField(
        label=_("What is in the picture at the top?"), max_length=300, required=False
    )
    no_header = forms.BooleanField(label=_("Take the picture at the top away"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [("", _("I do not say")), *_offered_roles(self.initial.get("role", ""))]
        for number in _FIELD_NUMBERS:
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Line {number}: name").format(number=number),
                max_length=MAX_FIELD_NAME,
                required=False,
            )
            self.fields[f"value_{number}"] = forms.CharField(
                label=_("Line {number}: text").format(number=number),
                max_length=MAX_FIELD_VALUE,
                required=False,
            )

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The further lines, name beside text."""
        return [(self[f"name_{number}"], self[f"value_{number}"]) for number in _FIELD_NUMBERS]

    def text(self, *, now_shown: ProfileText) -> ProfileText:
        """What was typed. The pictures stay those of `now_shown` until new ones are kept."""
        said = self.cleaned_data
        plain: dict[str, Any] = {
            name: said[name]
            for name in (
                "display_name",
                "role",
                "setting",
                "nation",
                "register",
                "pronouns",
                "bio",
                "avatar_alt",
                "header_alt",
            )
        }
        return replace(
            now_shown,
            **plain,
            interests=tuple(said["interests"]),
            languages=tuple(said["languages"]),
            fields=tuple(
                (said[f"name_{number}"], said[f"value_{number}"])
                for number in _FIELD_NUMBERS
                if said[f"name_{number}"] or said[f"value_{number}"]
            ),
            avatar="" if said["no_avatar"] else now_shown.avatar,
            header="" if said["no_header"] else now_shown.header,
        )


def initial_of(text: ProfileText) -> dict[str, Any]:
    """What the form shows for a profile."""
    values = {name: getattr(text, name) for name in ProfileText.__dataclass_fields__}
    values |= {"interests": list(text.interests), "languages": list(text.languages)}
    for number, (name, value) in enumerate(text.fields, 1):
        values |= {f"name_{number}": name, f"value_{number}": value}
    return values


def mended(text: ProfileText, findings: Sequence[Seen], pressed: str) -> ProfileText:
    """The profile after a mend was pressed; unchanged when it does not fit the text any more."""
    chosen = _chosen(findings, pressed)
    return _with_part(text, *chosen) if chosen else text


def can_be_pressed(findings: Sequence[Seen], value: str) -> bool:
    """Whether a mend makes sense for a profile, which has no audience to narrow."""
    return _chosen(findings, value) is not None


def _chosen(findings: Sequence[Seen], value: str) -> tuple[str, Mend] | None:
    """The part and mend that a value of publishing.forms.mend_value names."""
    numbers = value.split(":")
    if len(numbers) != 3 or not all(each.isascii() and each.isdigit() for each in numbers):
        return None
    index, choice, start = (int(each[:9]) for each in numbers)
    if index >= len(findings) or choice >= len(findings[index].mends):
        return None
    seen = findings[index]
    mend = seen.mends[choice]
    fits = seen.start == start and mend.kind in (MendKind.REMOVE, MendKind.REPLACE)
    return (seen.part, mend) if fits else None


def _with_part(text: ProfileText, part: str, mend: Mend) -> ProfileText:
    def changed(words: str) -> str:
        return words[: mend.start] + mend.replacement + words[mend.end :]

    if part == "text":
        return replace(text, bio=changed(text.bio))
    name = part.removeprefix("field:")
    if name.startswith("field:"):
        _field, number, which = name.split(":")
        pairs = [list(pair) for pair in text.fields]
        place = 0 if which == "name" else 1
        pairs[int(number) - 1][place] = changed(pairs[int(number) - 1][place])
        return replace(text, fields=tuple((first, second) for first, second in pairs))
    if name in profiles.ProfileText.__dataclass_fields__:
        better: dict[str, Any] = {name: changed(getattr(text, name))}
        return replace(text, **better)
    return text


def _offered_roles(now: str) -> list[tuple[str, str]]:
    """The place's roles, and the one shown now even when the list has changed since."""
    offered = dict(queries.roles())
    if now and now not in offered:
        offered[now] = choices.role_label(now)
    return list(offered.items())
