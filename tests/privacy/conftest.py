from types import SimpleNamespace

import pytest
from django.test import Client

from carefolk.people import actions
from carefolk.people.models import Identity
from tests.cast import NOON, follow, member


@pytest.fixture
def people(db):
    """Asha writes. Fay follows her, Mia is mentioned by her, Cal does neither, Gus is a guest.

    Bob follows and is mentioned, and Asha then blocks him; Bea likewise, and she blocks Asha.
    """
    names = ("asha", "fay", "mia", "cal", "gus", "bob", "bea")
    cast = SimpleNamespace(**{name: member(name) for name in names})
    Identity.objects.filter(pk=cast.gus.pk).update(kind=Identity.Kind.GUEST)
    for follower in (cast.fay, cast.bob, cast.bea):
        follow(follower, cast.asha)
    return cast


@pytest.fixture
def blocks(people):
    """Cuts the ties, after things were said."""

    def cut():
        actions.block(by=people.asha, of=people.bob, now=NOON)
        actions.block(by=people.bea, of=people.asha, now=NOON)

    return cut


@pytest.fixture
def browser_of(people):
    """A signed-in client for a name of the cast; "nobody" is signed out."""
    known = {}

    def client(name):
        if name not in known:
            known[name] = Client()
            if name != "nobody":
                known[name].force_login(getattr(people, name).user)
        return known[name]

    return client
