"""The same draft through every door has the same outcome."""

import pytest

from carefolk.posts.models import Status
from tests.cast import member
from tests.doors.doors import DOORS
from tests.publishing.words import CAUTION, CLEAN, HARD, NOTE, STOP

DRAFTS = {
    "nothing found": (CLEAN, "members", "published"),
    "a note": (NOTE, "everyone", "published"),
    "a caution": (CAUTION, "members", "asked"),
    "a stop": (STOP, "followers", "asked"),
    "an identifier": (HARD, "members", "refused"),
    "an identifier hidden in markup": (
        "Mum's NHS number is 999 **000** 0018",
        "members",
        "refused",
    ),
    "an identifier for oneself": (HARD, "private", "published"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("door", DOORS)
def test_every_door_gives_the_same_outcomes(door):
    asha = member("asha", "Asha Rowe", role="care-worker")

    told = {name: DOORS[door](asha, text, who) for name, (text, who, _then) in DRAFTS.items()}

    assert told == {name: outcome for name, (_text, _who, outcome) in DRAFTS.items()}
    published = [outcome for _text, _who, outcome in DRAFTS.values()].count("published")
    assert Status.objects.count() == published
