"""A crash at any point leaves nothing; two presses at one moment leave one post."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from carefolk.main import wiring
from carefolk.notifications.models import Notification
from carefolk.posts.models import Status
from carefolk.publishing import keeping, pipeline
from carefolk.publishing.drafts import Draft, DraftKind
from carefolk.publishing.makers.boost import BoostedBefore
from carefolk.publishing.makers.status import StatusMaker
from carefolk.publishing.outcomes import Published
from carefolk.timelines.models import HomeEntry
from tests.cast import NOON, follow, say
from tests.publishing.test_keeping import everything_stored

TEXT = "Thanks for the training, @bron #SocialCare"


class Crash(Exception):
    """Stands for a killed process: the transaction never commits."""


def crash(*_args, **_named):
    raise Crash


class CrashingSink:
    def plan(self, news):
        raise Crash


def at_sink(position):
    def arrange(monkeypatch):
        sinks = list(wiring.sinks)
        sinks.insert(position, CrashingSink())
        monkeypatch.setattr(wiring, "sinks", tuple(sinks))

    return arrange


def while_storing(monkeypatch):
    (maker,) = (maker for maker in wiring.makers if maker.kind is DraftKind.STATUS)
    store = maker.store_status

    def store_and_crash(*args, **named):
        store(*args, **named)
        raise Crash

    broken = StatusMaker(store=store_and_crash)
    others = tuple(one for one in wiring.makers if one is not maker)
    monkeypatch.setattr(wiring, "makers", (broken, *others))


POINTS = {
    "clearing": lambda patch: patch.setattr(pipeline, "clear", crash),
    "storing": while_storing,
    "remembering the key": lambda patch: patch.setattr(keeping, "drop_draft", crash),
    **{f"sink {number}": at_sink(number) for number in range(len(wiring.sinks) + 1)},
    "spreading": lambda patch: patch.setattr(pipeline, "spread", crash),
}


@pytest.mark.parametrize("point", POINTS)
def test_a_crash_at_any_point_leaves_nothing(point, asha, bron, send, monkeypatch):
    follow(bron, asha)
    saved = keeping.save_draft(Draft(text=TEXT), owner=asha, now=NOON)
    before = everything_stored()
    with monkeypatch.context() as patch:
        POINTS[point](patch)
        with pytest.raises(Crash):
            send(TEXT, key="k-1", saved_id=saved.pk)
    assert everything_stored() == before

    assert isinstance(send(TEXT, key="k-1", saved_id=saved.pk), Published)
    assert HomeEntry.objects.filter(owner=bron).count() == 1
    assert Notification.objects.filter(owner=bron).count() >= 1


def at_once(act, times=2):
    """Run an act in several threads that set off together."""
    barrier = Barrier(times)

    def run(_number):
        barrier.wait(timeout=10)
        try:
            return act()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_one_moment_make_one_post(send):
    outcomes = at_once(lambda: send(TEXT, key="k-1"), times=4)

    assert all(isinstance(outcome, Published) for outcome in outcomes), outcomes
    assert sorted(outcome.repeated for outcome in outcomes) == [False, True, True, True]
    assert Status.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_boosts_at_one_moment_make_one_boost(asha, bron, send):
    said = say(bron, "Good news")

    outcomes = at_once(lambda: send(kind=DraftKind.BOOST, boost_of=said.pk), times=3)

    assert sum(isinstance(outcome, Published) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, BoostedBefore) for outcome in outcomes) == 2
    said.refresh_from_db()
    assert said.boosts_count == 1


@pytest.mark.django_db(transaction=True)
def test_two_edits_at_one_moment_keep_one_and_tell_the_other(asha, send):
    said = say(asha, "The rota is up")

    outcomes = at_once(
        lambda: send("The rota is up now", kind=DraftKind.EDIT, edits=said.pk, seen_version=1)
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Published", "StatusChanged"]
    assert said.edits.count() == 1
