"""Asha, a care worker, Bron, her colleague, Cal, a stranger, and Dee, a moderator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from carefolk.audit.models import Clearance
from carefolk.main import wiring
from carefolk.people import life
from carefolk.people.models import Identity, User
from carefolk.people.profiles import ProfileText
from carefolk.people.store import store_profile

NOW = datetime(2026, 3, 3, 22, 30, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def person(db) -> Callable[..., Identity]:
    def make(handle: str, name: str = "", **profile: Any) -> Identity:
        user = User.objects.create_user(f"{handle}@people.example", "a long pass phrase 7")
        User.objects.filter(pk=user.pk).update(approved_at=NOW)
        identity = life.create_person(handle=handle, user=user, now=NOW)
        text = ProfileText(display_name=name or handle.title(), **profile)
        store_profile(identity, text=text, clearance=a_clearance(identity), now=NOW)
        return Identity.objects.select_related("profile").get(pk=identity.pk)

    return make


def a_clearance(identity: Identity) -> Clearance:
    return Clearance.objects.create(
        kind="profile",
        door="command",
        by_id=identity.pk,
        written_by_id=identity.pk,
        digest=bytes(32),
        given_at=NOW,
    )


@pytest.fixture
def asha(person) -> Identity:
    return person("asha", role="care-worker", nation="Wales", interests=("dementia", "night-work"))


@pytest.fixture
def bron(person) -> Identity:
    return person("bron", role="manager", nation="Wales", interests=("dementia",))


@pytest.fixture
def cal(person) -> Identity:
    return person("cal")


@pytest.fixture
def dee(person) -> Identity:
    identity = person("dee")
    User.objects.filter(identity=identity).update(place_role=User.Role.MODERATOR)
    return identity


class Heard:
    """A tie sink and a holder that write down what they were told."""

    tables: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.told: list[tuple[str, str, str]] = []

    def followed(self, follow, *, now):
        self.told.append(("followed", follow.follower.handle, follow.followed.handle))

    def follow_asked(self, follow, *, now):
        self.told.append(("asked", follow.follower.handle, follow.followed.handle))

    def unfollowed(self, *, follower, followed, now):
        self.told.append(("unfollowed", follower.handle, followed.handle))

    def blocked(self, block, *, now):
        self.told.append(("blocked", block.by.handle, block.of.handle))

    def muted(self, mute, *, now):
        self.told.append(("muted", mute.by.handle, mute.of.handle))

    def hide_from(self, *, hidden, viewer, now):
        self.told.append(("hidden", hidden.handle, viewer.handle))

    def freeze(self, identity, *, now):
        self.told.append(("frozen", identity.handle, ""))

    def erase(self, identity, *, now):
        self.told.append(("erased", identity.handle, ""))

    def export(self, identity):
        return {}


@pytest.fixture
def heard(monkeypatch) -> Heard:
    heard = Heard()
    monkeypatch.setattr(wiring, "tie_sinks", (heard,))
    monkeypatch.setattr(wiring, "holders", (heard, *wiring.holders))
    return heard
