"""A profile as a value: what people read about someone, cleaned and within its limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from carefolk.kit.errors import Invalid
from carefolk.kit.text.prepare import clean
from carefolk.people import choices
from carefolk.people.models import Profile

MAX_NAME = 60
MAX_BIO = 500
MAX_FIELDS = 6
MAX_FIELD_NAME = 40
MAX_FIELD_VALUE = 200


class ProfileInvalid(Invalid):
    code = "profile-invalid"


class NameMissing(ProfileInvalid):
    code = "name-missing"
    sentence = _("Please write the name that people should see.")


class ProfileTooLong(ProfileInvalid):
    code = "profile-too-long"
    sentence = _("One part of your profile is too long. It can have {longest} characters.")


class TooManyFields(ProfileInvalid):
    code = "too-many-fields"
    sentence = _("A profile can have 6 further lines. Please take some out.")


class NotInList(ProfileInvalid):
    code = "not-in-list"
    sentence = _("Please choose from the list.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileText:
    """Everything a profile shows.

    Attributes:
        languages: codes of choices.LANGUAGES.
        interests: codes of choices.INTERESTS.
        fields: up to six pairs of name and value.
        avatar: name of a file in the media folder, or empty; `header` alike.
    """

    display_name: str
    role: str = ""
    setting: str = ""
    pronouns: str = ""
    nation: str = ""
    register: str = ""
    languages: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    bio: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    avatar: str = ""
    avatar_alt: str = ""
    header: str = ""
    header_alt: str = ""

    def parts(self) -> tuple[tuple[str, str], ...]:
        """(name, text) of every text that a person typed freely, in reading order."""
        typed = (
            ("text", self.bio),
            *((f"field:{name}", getattr(self, name)) for name in _FREE_TEXTS),
            *(
                (f"field:field:{number}:{part}", text)
                for number, pair in enumerate(self.fields, 1)
                for part, text in zip(("name", "value"), pair, strict=True)
            ),
        )
        return tuple((name, text) for name, text in typed if text)


# A role comes from the place's list, never from the keyboard.
_FREE_TEXTS = ("display_name", "setting", "pronouns", "avatar_alt", "header_alt")
_LONGEST = {
    "display_name": MAX_NAME,
    "role": 40,
    "setting": 80,
    "pronouns": 40,
    "nation": 20,
    "register": 12,
    "bio": MAX_BIO,
    "avatar_alt": 300,
    "header_alt": 300,
}


def of(profile: Profile) -> ProfileText:
    """What is shown now, ready to be changed with `dataclasses.replace`."""
    plain = {
        name: getattr(profile, name)
        for name in (field.name for field in fields(ProfileText))
        if name not in {"languages", "interests", "fields"}
    }
    return ProfileText(
        **plain,
        languages=tuple(profile.languages),
        interests=tuple(profile.interests),
        fields=tuple((field["name"], field["value"]) for field in profile.fields),
    )


def tidy(text: ProfileText) -> ProfileText:
    """Clean every text and check every limit and choice.

    Raises:
        NameMissing, ProfileTooLong, TooManyFields, NotInList: each with a sentence.
    """
    cleaned: dict[str, Any] = {name: clean(getattr(text, name)) for name in _LONGEST}
    for name, longest in _LONGEST.items():
        if name != "bio":
            cleaned[name] = " ".join(cleaned[name].split())
        if len(cleaned[name]) > longest:
            raise ProfileTooLong(part=name, longest=longest)
    if not cleaned["display_name"]:
        raise NameMissing
    _check_choices(text, cleaned)
    return replace(text, **cleaned, fields=_tidy_fields(text.fields))


def _tidy_fields(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    tidied = tuple((" ".join(clean(n).split()), " ".join(clean(v).split())) for n, v in pairs)
    kept = tuple((name, value) for name, value in tidied if name or value)
    if len(kept) > MAX_FIELDS:
        raise TooManyFields
    for name, value in kept:
        if len(name) > MAX_FIELD_NAME:
            raise ProfileTooLong(part="fields", longest=MAX_FIELD_NAME)
        if len(value) > MAX_FIELD_VALUE:
            raise ProfileTooLong(part="fields", longest=MAX_FIELD_VALUE)
    return kept


def _check_choices(text: ProfileText, cleaned: Mapping[str, str]) -> None:
    fits = (
        cleaned["nation"] in ("", *choices.NATIONS)
        and cleaned["register"] in ("", *choices.REGISTERS)
        and set(text.languages) <= set(choices.LANGUAGES)
        and set(text.interests) <= set(choices.INTERESTS)
    )
    if not fits:
        raise NotInList
