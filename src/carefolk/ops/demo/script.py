"""Who is in the demo and what they said, read from the two TOML files beside this one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carefolk.people.models import User
from carefolk.people.profiles import ProfileText

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone with an account.

    Attributes:
        signs_in: what this person is, for the three whose codes are printed; else empty.
    """

    handle: str
    profile: ProfileText
    signs_in: str = ""
    place_role: str = User.Role.MEMBER

    @property
    def email(self) -> str:
        return f"{self.handle}@demo.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedPage:
    """A page, and the handle of the person who writes for it."""

    handle: str
    profile: ProfileText
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One thing said.

    Attributes:
        by: handle of who said it.
        hours: how long before now.
        name: lets a later post answer or boost this one.
        answers, boosts: the name of an earlier post.
        picture: the name of a drawing, with its `description`.
    """

    by: str
    hours: float
    text: str = ""
    name: str = ""
    answers: str = ""
    boosts: str = ""
    audience: str = "members"
    language: str = "en"
    content_note: str = ""
    picture: str = ""
    description: str = ""
    liked_by: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Script:
    people: Sequence[Person]
    pages: Sequence[OwnedPage]
    follows: Mapping[str, Sequence[str]]
    posts: Sequence[Post]


def read() -> Script:
    """The whole demo; posts oldest first, so that ids keep their order."""
    cast = _toml("people.toml")
    posts = [Post(**row) for row in _toml("posts.toml")["posts"]]
    return Script(
        people=[_person(row) for row in cast["people"]],
        pages=[_page(row) for row in cast["pages"]],
        follows=cast["follows"],
        posts=sorted(posts, key=lambda post: -post.hours),
    )


def _person(row: dict[str, Any]) -> Person:
    own = {name: row.pop(name) for name in ("signs_in", "place_role") if name in row}
    return Person(handle=row.pop("handle"), profile=_profile(row), **own)


def _page(row: dict[str, Any]) -> OwnedPage:
    return OwnedPage(handle=row.pop("handle"), owner=row.pop("owner"), profile=_profile(row))


def _profile(row: dict[str, Any]) -> ProfileText:
    return ProfileText(
        display_name=row.pop("name"),
        languages=tuple(row.pop("languages", ())),
        interests=tuple(row.pop("interests", ())),
        **row,
    )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))
