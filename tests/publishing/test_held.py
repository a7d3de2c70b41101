"""What waits for a second person."""

from __future__ import annotations

import pytest

from carefolk.kit.errors import NotAllowed, NotFound
from carefolk.people.models import Standing, User
from carefolk.posts.models import Audience, Status
from carefolk.publishing import keeping
from carefolk.publishing.actions import release
from carefolk.publishing.drafts import Door, Draft
from carefolk.publishing.models import Held as HeldRow
from carefolk.publishing.outcomes import Held, Published, Refused
from carefolk.publishing.pipeline import publish
from tests import cast
from tests.cast import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def limited():
    asha = cast.member("asha")
    Standing.objects.create(identity=asha, kind=Standing.Kind.LIMITED, since=NOON)
    return asha


def moderator():
    dee = cast.member("dee")
    User.objects.filter(identity=dee).update(place_role=User.Role.MODERATOR)
    return dee


def held(by, text) -> Held:
    outcome = publish(Draft(text=text, audience=Audience.MEMBERS), by=by, door=Door.WEB, now=NOON)
    assert isinstance(outcome, Held)
    return outcome


def test_what_a_limited_person_says_waits_and_a_moderator_lets_it_out_once(limited):
    dee = moderator()
    waiting = held(limited, "Tea for everyone.")
    assert Status.objects.count() == 0

    outcome = release(held_id=waiting.held_id, by=dee, now=NOON)

    assert isinstance(outcome, Published)
    assert outcome.thing.author == limited
    with pytest.raises(NotFound):
        release(held_id=waiting.held_id, by=dee, now=NOON)
    assert Status.objects.count() == 1


def test_a_moderator_cannot_let_out_a_hard_stop(limited):
    dee = moderator()
    waiting = held(limited, "Tea for everyone.")
    row = HeldRow.objects.get(pk=waiting.held_id)
    forged = keeping.seal(Draft(text="Mum's NHS number is 999 000 0018"))
    HeldRow.objects.filter(pk=row.pk).update(sealed=forged.encode())

    assert isinstance(release(held_id=row.pk, by=dee, now=NOON), Refused)
    assert Status.objects.count() == 0


def test_only_staff_can_let_out_what_was_held(limited):
    waiting = held(limited, "Tea for everyone.")

    with pytest.raises(NotAllowed):
        release(held_id=waiting.held_id, by=cast.member("cal"), now=NOON)
