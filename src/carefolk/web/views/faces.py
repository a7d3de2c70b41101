"""People as lists show them, and the way through a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from carefolk.kit.paging import window
from carefolk.people import queries
from carefolk.people.choices import role_label
from carefolk.people.models import Identity
from carefolk.people.queries import PAGE
from carefolk.people.rules import Relation
from carefolk.posts.faces import avatar_address


@dataclass(frozen=True, slots=True)
class Face:
    """Someone in a list: the parameters of components/identity_card.html.

    `state` is None where no follow button belongs (oneself, or a reader without an account).
    """

    display_name: str
    handle: str
    url: str
    avatar_url: str
    role: str
    bio: str
    follow_url: str
    state: str | None = None


def face(identity: Identity, state: str | None = None) -> Face:
    """A person whose profile is loaded already: no query here."""
    at = identity.address.removeprefix("@")
    profile = identity.profile
    bio = " ".join(profile.bio.split())
    return Face(
        display_name=profile.display_name,
        handle=at,
        url=f"/@{at}",
        avatar_url=avatar_address(profile),
        role=role_label(profile.role),
        bio=bio[:157] + "…" if len(bio) > 160 else bio,
        follow_url=reverse("follow", args=[at]),
        state=state,
    )


def faces(viewer: Identity | None, identities: Iterable[Identity], *, now: datetime) -> list[Face]:
    """Faces with what each is to the viewer: three queries, however many."""
    people = list(identities)
    if viewer is None:
        return [face(person) for person in people]
    ties = queries.relations(viewer, [person.pk for person in people], now=now)
    return [
        face(person, None if person.pk == viewer.pk else follow_state(ties[person.pk]))
        for person in people
    ]


def follow_state(relation: Relation) -> str:
    if relation.following:
        return "following"
    return "asked" if relation.asked else "none"


def cursor(request: HttpRequest) -> int | None:
    """Where the page before ended. Raises BadPage for what is no number."""
    return window(max_id=request.GET.get("before")).max_id


def next_page(request: HttpRequest, rows: Sequence[Model]) -> str:
    """Address of the next page; empty at the end of the list."""
    return f"{request.path}?before={rows[-1].pk}" if len(rows) == PAGE else ""
