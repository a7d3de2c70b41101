from datetime import timedelta

import pytest

from carefolk.posts.models import Audience
from carefolk.publishing.drafts import Door, Draft
from carefolk.publishing.pipeline import publish
from tests.cast import NOON, member


@pytest.fixture
def asha(db):
    return member("asha", "Asha Rowe", role="care-worker")


@pytest.fixture
def bron(db):
    return member("bron", "Bron Tudor", role="manager")


@pytest.fixture
def cal(db):
    return member("cal", "Cal Ames")


@pytest.fixture
def send(asha):
    """Publishes a draft of Asha's, `later` minutes after noon."""

    def publish_draft(text="", *, by=None, later=0.0, door=Door.WEB, **draft):
        now = NOON + timedelta(minutes=later)
        draft["audience"] = Audience(draft.get("audience", "members"))
        return publish(Draft(text=text, **draft), by=by or asha, door=door, now=now)

    return publish_draft
