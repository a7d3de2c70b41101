from __future__ import annotations

import pytest

from carefolk.people import rules
from carefolk.people.models import Identity

OWNER = Identity(id=1, kind="person", handle="asha")
MEMBER = Identity(id=2, kind="person", handle="bron")
GUEST = Identity(id=3, kind="guest", handle="guest")
REMOTE = Identity(id=4, kind="person", handle="rem", local=False, domain="elsewhere.example")


@pytest.mark.parametrize(
    ("reach", "within"),
    [
        ("everyone", [OWNER, MEMBER, GUEST, REMOTE, None]),
        ("members", [OWNER, MEMBER]),
        ("followed", [OWNER]),
        ("nobody", [OWNER]),
    ],
)
def test_who_is_within_reach(reach, within):
    everyone = [OWNER, MEMBER, GUEST, REMOTE, None]

    allowed = [
        asker
        for asker in everyone
        if rules.within_reach(OWNER, reach, asker=asker, owner_follows_asker=False)
    ]

    assert allowed == within


def test_people_one_follows_are_within_reach_even_from_elsewhere():
    assert rules.within_reach(OWNER, "followed", asker=REMOTE, owner_follows_asker=True)
    assert not rules.within_reach(OWNER, "followed", asker=None, owner_follows_asker=True)


def test_guests_and_applications_are_not_part_of_following():
    relation = rules.Relation()

    with pytest.raises(rules.NotFollowable):
        rules.require_may_follow(GUEST, OWNER, relation)
    with pytest.raises(rules.NotFollowable):
        rules.require_may_follow(OWNER, Identity(id=5, kind="application"), relation)
    rules.require_may_follow(OWNER, REMOTE, relation)
