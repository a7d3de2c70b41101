"""How a profile is said: every visible text of it walks the way out."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from carefolk.audit.models import Clearance
from carefolk.kit.text.markdown import render
from carefolk.people import profiles
from carefolk.people.models import Identity, Profile
from carefolk.people.profiles import ProfileText
from carefolk.posts.models import Audience
from carefolk.publishing.drafts import Draft, DraftKind
from carefolk.publishing.protocols import Prepared

_SINGLE = (
    "display_name",
    "role",
    "setting",
    "pronouns",
    "nation",
    "register",
    "avatar_alt",
    "header_alt",
)


class StoreProfile(Protocol):
    """people.store.store_profile, handed in by the wiring file."""

    def __call__(
        self, identity: Identity, *, text: ProfileText, clearance: Clearance, now: datetime
    ) -> Profile: ...


class ProfileMaker:
    kind = DraftKind.PROFILE

    def __init__(self, *, store: StoreProfile) -> None:
        self._store = store

    def prepare(self, draft: Draft, *, by: Identity, now: datetime) -> Prepared:
        """Raises ProfileInvalid with the reason."""
        return _prepared(draft, profiles.tidy(text_of(draft)), by)

    def sketch(self, draft: Draft, *, by: Identity) -> Prepared:
        return _prepared(draft, text_of(draft), by)

    def store(self, prepared: Prepared, *, clearance: Clearance, now: datetime) -> Profile:
        return self._store(prepared.by, text=prepared.made, clearance=clearance, now=now)


def draft_of(
    text: ProfileText, *, confirmed: Mapping[str, str] | None = None, confirm_token: str = ""
) -> Draft:
    """A profile as a draft: every text by its name, pictures beside them."""
    return Draft(
        kind=DraftKind.PROFILE,
        text=text.bio,
        audience=Audience.EVERYONE,
        fields=(
            *((name, getattr(text, name)) for name in _SINGLE),
            ("languages", ",".join(text.languages)),
            ("interests", ",".join(text.interests)),
            *(
                (f"field:{number}:{part}", words)
                for number, pair in enumerate(text.fields, 1)
                for part, words in zip(("name", "value"), pair, strict=True)
            ),
        ),
        confirmed=tuple((confirmed or {}).items()),
        confirm_token=confirm_token,
        extra={"avatar": text.avatar, "header": text.header},
    )


def text_of(draft: Draft) -> ProfileText:
    """The profile that a draft asks for; what the draft does not name is empty."""
    said = dict(draft.fields)
    numbers = sorted({int(name.split(":")[1]) for name in said if name.startswith("field:")})
    return ProfileText(
        **{name: said.get(name, "") for name in _SINGLE},
        bio=draft.text,
        languages=_codes(said.get("languages", "")),
        interests=_codes(said.get("interests", "")),
        fields=tuple(
            (said.get(f"field:{number}:name", ""), said.get(f"field:{number}:value", ""))
            for number in numbers
        ),
        avatar=str(draft.extra.get("avatar", "")),
        header=str(draft.extra.get("header", "")),
    )


def _codes(joined: str) -> tuple[str, ...]:
    return tuple(code for code in joined.split(",") if code)


def _prepared(draft: Draft, text: ProfileText, by: Identity) -> Prepared:
    # The guard is told who will be shown as the author: a new name must not be taken for the
    # name of someone in their care, and at sign-up there is no profile yet.
    author = copy.copy(by)
    author.profile = Profile(
        identity=author,
        display_name=text.display_name,
        role=text.role,
        nation=text.nation,
        register=text.register,
    )
    return Prepared(
        draft=draft,
        by=author,
        parts=text.parts(),
        audience=Audience.EVERYONE,
        made=text,
        plain=render(text.bio, mentions={}, tag_url=str).plain,
    )
