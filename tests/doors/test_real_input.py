"""Invented posts of the guard's own test set through the whole pathway: each level has its way."""

import json
from pathlib import Path

import pytest

from carefolk.guard import Level
from carefolk.posts.models import Audience, Status
from carefolk.publishing.checking import verdict_for
from carefolk.publishing.decide import StopReason
from carefolk.publishing.drafts import Door, Draft
from carefolk.publishing.looking import context_of
from carefolk.publishing.outcomes import AskAuthor, Published, Refused
from carefolk.publishing.pipeline import maker_of, publish
from carefolk.publishing.proof import verify
from tests.cast import NOON, member

POSTS = Path(__file__).parent.parent / "guard" / "data" / "posts.jsonl"


def outcome_for(levels):
    if Level.STOP_HARD in levels:
        return Refused
    return AskAuthor if {Level.STOP, Level.CAUTION} & levels else Published


@pytest.fixture(scope="module")
def texts():
    lines = POSTS.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


@pytest.mark.slow
@pytest.mark.django_db
def test_every_post_goes_the_way_of_its_strongest_finding(texts, settings):
    settings.CAREFOLK = settings.CAREFOLK.model_copy(update={"throwaway": True})  # no rate limit
    asha = member("asha", "Asha Rowe", role="care-worker")
    ways = set()
    for text in texts:
        draft = Draft(text=text, audience=Audience.MEMBERS)
        context = context_of(maker_of(draft.kind).prepare(draft, by=asha, now=NOON))
        levels = {each.level for each in verdict_for(text, context, now=NOON).findings}

        first = publish(draft, by=asha, door=Door.COMMAND, now=NOON)

        assert type(first) is outcome_for(levels), text
        ways.add(type(first))
        if isinstance(first, AskAuthor):
            answers = tuple(
                (seen.finding.check, str(StopReason.INVENTED)) for seen in first.findings
            )
            confirmed = Draft(
                text=text, audience=Audience.MEMBERS, confirmed=answers, confirm_token=first.token
            )
            assert isinstance(publish(confirmed, by=asha, door=Door.COMMAND, now=NOON), Published)
    assert ways == {Published, AskAuthor, Refused}
    assert all(verify(status) for status in Status.objects.select_related("clearance"))
