import asyncio

import pytest

from carefolk.streaming import hub as hub_module
from carefolk.streaming import wire
from tests.notifications import rows
from tests.streaming import acts
from tests.streaming.conftest import sign_in
from tests.streaming.listening import Heard, Page, listening


@pytest.mark.parametrize(
    ("limit", "refusal"),
    [("MOST_OF_A_SESSION", 429), ("MOST_OF_A_PERSON", 429), ("MOST_IN_ALL", 503)],
)
def test_streams_are_limited_by_session_by_person_and_in_all(
    run, asha, bron, limit, refusal, monkeypatch
):
    monkeypatch.setattr(hub_module, limit, 1)
    sessions = {
        "MOST_OF_A_SESSION": asha.session,
        "MOST_OF_A_PERSON": sign_in(asha.user),
        "MOST_IN_ALL": bron.session,
    }

    async def scenario(app):
        async with asha.home(app) as first:
            assert first.status == 200
            async with listening(app, "/streams/place", session=sessions[limit]) as second:
                assert second.status == refusal
                assert second.headers["retry-after"]
        async with listening(app, "/streams/place", session=sessions[limit]) as second:
            assert second.status == 200

    run(scenario)


def test_a_crowd_at_the_same_moment_does_not_slip_past_the_limit(run, asha, monkeypatch):
    monkeypatch.setattr(hub_module, "MOST_OF_A_SESSION", 2)

    async def scenario(app):
        pages = [Page(app, "/streams/home", session=asha.session) for _each in range(6)]
        await asyncio.gather(*(page.open() for page in pages))
        assert sorted(page.status for page in pages) == [200, 200, 429, 429, 429, 429]
        for page in pages:
            await page.close()

    run(scenario)


def test_a_reader_that_is_too_slow_is_dropped_and_others_go_on(run, asha, bron, monkeypatch):
    monkeypatch.setattr(hub_module, "WAITING_EVENTS", 3)
    rows.follow(bron.identity, asha.identity)

    async def scenario(app):
        async with bron.home(app) as slow, asha.home(app) as quick:
            slow.takes_more.clear()
            for _time in range(6):
                status = acts.publish(asha.identity)
                assert await quick.hears() == [Heard("new", status.pk)]
            slow.takes_more.set()
            await slow.ends()
            status = acts.publish(asha.identity)
            assert await quick.hears() == [Heard("new", status.pk)]

    run(scenario)


def test_a_line_that_takes_nothing_any_more_is_given_up(run, asha, monkeypatch):
    monkeypatch.setattr(wire, "SEND_SECONDS", 0.05)

    async def scenario(app):
        async with asha.home(app) as page:
            page.takes_more.clear()
            acts.publish(asha.identity)
            await page.ends()

    run(scenario)


def test_a_database_that_fails_is_asked_again_and_nothing_is_lost(run, asha, bron, monkeypatch):
    from carefolk.streaming import channels

    monkeypatch.setattr(hub_module, "REST_AFTER_FAILURE", 0.01)
    rows.follow(bron.identity, asha.identity)
    whole, failures = channels.told, []

    def told(*values, **named):
        if len(failures) < 2:
            failures.append(1)
            raise OSError("away")
        return whole(*values, **named)

    async def scenario(app):
        async with bron.home(app) as page:
            monkeypatch.setattr(channels, "told", told)
            status = acts.publish(asha.identity)
            assert await page.hears() == [Heard("new", status.pk)]
            assert len(failures) == 2

    run(scenario)


def test_nobody_asks_the_database_while_nobody_listens(run, asha, monkeypatch):
    from carefolk.streaming.hub import Hub

    async def scenario(app):
        async with asha.home(app):
            pass
        asked = []
        monkeypatch.setattr(Hub, "_look", lambda *_: asked.append(1))
        await asyncio.sleep(hub_module.LOOK_SECONDS * 10)
        assert asked == []

    run(scenario)
