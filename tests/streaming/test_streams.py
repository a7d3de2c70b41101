import pytest

from carefolk.notifications.models import Notification
from carefolk.posts.models import Audience
from carefolk.timelines.models import HomeEntry
from tests.notifications import rows
from tests.streaming import acts
from tests.streaming.conftest import ORIGIN
from tests.streaming.listening import Heard, listening


def test_a_follower_learns_of_a_new_post(run, asha, bron):
    rows.follow(bron.identity, asha.identity)

    async def scenario(app):
        async with bron.home(app) as page:
            status = acts.publish(asha.identity)
            assert await page.hears() == [Heard("new", status.pk)]

    run(scenario)


@pytest.mark.parametrize("audience", [Audience.FOLLOWERS, Audience.MENTIONED, Audience.PRIVATE])
@pytest.mark.parametrize("channel", ["home", "place"])
def test_a_stranger_hears_nothing_of_what_is_not_for_them(run, asha, bron, cal, audience, channel):
    rows.follow(bron.identity, asha.identity)

    async def scenario(app):
        async with getattr(cal, channel)(app) as stranger, bron.home(app) as friend:
            hidden = acts.publish(asha.identity, audience=audience, mentions=[bron.identity])
            acts.edit(hidden)
            if audience != Audience.PRIVATE:
                assert await friend.hears() == [Heard("new", hidden.pk)]
            acts.delete(hidden)
            seen = acts.publish(cal.identity)
            assert await stranger.hears() == [Heard("new", seen.pk)]

    run(scenario)


def test_an_edit_and_a_deletion_reach_those_who_had_the_post(run, asha, bron, cal):
    rows.follow(bron.identity, asha.identity)
    rows.follow(cal.identity, bron.identity)
    status = acts.publish(asha.identity)
    acts.boost(bron.identity, status)

    async def scenario(app):
        async with bron.home(app) as first, cal.home(app) as through_a_boost:
            acts.edit(status)
            pk = status.pk
            for page in (first, through_a_boost):
                assert await page.hears() == [Heard("edit", pk)]
            acts.delete(status)
            for page in (first, through_a_boost):
                assert await page.hears() == [Heard("delete", pk)]

    run(scenario)


@pytest.mark.parametrize(
    "distance", ["blocks the author", "is blocked", "mutes the author", "author is suspended"]
)
@pytest.mark.parametrize("channel", ["home", "place"])
def test_distance_between_two_people_holds_on_streams(run, asha, bron, cal, distance, channel):
    rows.follow(bron.identity, asha.identity)
    rows.follow(bron.identity, cal.identity)
    rows.follow(cal.identity, asha.identity)

    async def scenario(app):
        async with getattr(bron, channel)(app) as page:
            before = acts.publish(asha.identity)
            assert await page.hears() == [Heard("new", before.pk)]

            match distance:
                case "blocks the author":
                    rows.block(bron.identity, asha.identity)
                case "is blocked":
                    rows.block(asha.identity, bron.identity)
                case "mutes the author":
                    rows.mute(bron.identity, asha.identity)
                case "author is suspended":
                    rows.suspend(asha.identity)
            hidden = acts.publish(asha.identity)
            # As if a sink had been too late to notice.
            HomeEntry.objects.get_or_create(
                owner=bron.identity, status=hidden, author=asha.identity
            )
            acts.boost(cal.identity, hidden)
            seen = acts.publish(cal.identity)
            assert await page.hears() == [Heard("new", seen.pk)]

    run(scenario)


def test_the_stream_of_the_place_tells_what_the_place_shows(run, asha, bron):
    async def scenario(app):
        async with bron.place(app) as page:
            first = acts.publish(asha.identity)
            acts.publish(asha.identity, reply_to=first)
            acts.publish(asha.identity, audience=Audience.QUIETLY)
            acts.boost(asha.identity, first)
            second = acts.publish(asha.identity, audience=Audience.EVERYONE)
            assert await page.hears(2) == [Heard("new", first.pk), Heard("new", second.pk)]
            gone = second.pk
            acts.delete(second)
            assert await page.hears() == [Heard("delete", gone)]

    run(scenario)


def test_a_guest_is_told_nothing_on_the_stream_of_the_place(run, asha, bron):
    bron.identity.kind = "guest"
    bron.identity.save()
    rows.follow(bron.identity, asha.identity)

    async def scenario(app):
        async with bron.place(app) as page:
            acts.publish(asha.identity)
            acts.publish(asha.identity, mentions=[bron.identity], audience=Audience.EVERYONE)
            assert await page.hears() == [Heard("alert")]

    run(scenario)


def test_alerts_ring_for_their_owner_only_and_only_when_a_notice_was_written(run, asha, bron, cal):
    status = acts.publish(asha.identity)
    rows.mute(asha.identity, cal.identity)

    async def scenario(app):
        async with asha.home(app) as page, bron.home(app) as other:
            acts.favourite(cal.identity, status)
            acts.favourite(bron.identity, status)
            acts.follow(bron.identity, asha.identity)
            assert await page.hears(2) == [Heard("alert"), Heard("alert")]
            answer = acts.publish(bron.identity, "Yes", reply_to=status)
            assert await page.hears() == [Heard("alert")]
            assert await other.hears() == [Heard("new", answer.pk)]

    run(scenario)
    assert Notification.objects.filter(owner=asha.identity).count() == 3


def test_a_page_that_comes_back_hears_what_it_missed_and_nothing_twice(run, asha, bron):
    rows.follow(bron.identity, asha.identity)

    async def scenario(app):
        async with bron.home(app) as page:
            acts.publish(asha.identity)
            (first,) = await page.hears()
        missed = acts.publish(asha.identity)
        acts.publish(asha.identity, audience=Audience.PRIVATE)
        back = [("last-event-id", str(first.number))]
        async with bron.home(app, headers=back) as page:
            later = acts.publish(asha.identity)
            assert await page.hears(2) == [Heard("new", missed.pk), Heard("new", later.pk)]

    run(scenario)


def test_the_first_connection_can_say_where_its_page_stood(run, asha, bron):
    from carefolk.streaming.changes import position

    rows.follow(bron.identity, asha.identity)
    acts.publish(asha.identity)
    stood = position()
    missed = acts.publish(asha.identity)

    async def scenario(app):
        async with bron.home(app, query=f"after={stood}") as page:
            assert await page.hears() == [Heard("new", missed.pk)]

    run(scenario)


def test_what_one_may_no_longer_see_is_not_made_up_for(run, asha, bron):
    rows.follow(bron.identity, asha.identity)
    acts.publish(asha.identity)

    async def scenario(app):
        async with bron.home(app) as page:
            acts.publish(asha.identity)
            (first,) = await page.hears()
        acts.publish(asha.identity)
        rows.block(asha.identity, bron.identity)
        async with bron.home(app, headers=[("last-event-id", str(first.number))]) as page:
            own = acts.publish(bron.identity)
            assert await page.hears() == [Heard("new", own.pk)]

    run(scenario)


@pytest.mark.parametrize("last", ["forgotten", "of another life", "too much missed"])
def test_a_page_that_missed_too_much_is_told_to_load_anew(run, asha, bron, last, monkeypatch):
    from carefolk.streaming import hub
    from carefolk.streaming.models import Change

    monkeypatch.setattr(hub, "MOST_REPLAYED", 3)
    rows.follow(bron.identity, asha.identity)
    for _time in range(5):
        acts.publish(asha.identity)
    numbers = list(Change.objects.order_by("pk").values_list("pk", flat=True))
    if last == "forgotten":
        Change.objects.filter(pk__lte=numbers[3]).delete()
    after = {"forgotten": numbers[2], "of another life": numbers[-1] + 50}.get(last, numbers[0])

    async def scenario(app):
        async with bron.home(app, headers=[("last-event-id", str(after))]) as page:
            assert await page.hears() == [Heard("reset")]

    run(scenario)


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 40, "1;drop"])
def test_an_odd_last_event_id_is_as_none(run, asha, bron, number):
    rows.follow(bron.identity, asha.identity)
    acts.publish(asha.identity)

    async def scenario(app):
        async with bron.home(app, headers=[("last-event-id", number)]) as page:
            status = acts.publish(asha.identity)
            assert await page.hears() == [Heard("new", status.pk)]

    run(scenario)


def test_a_large_following_is_told_as_its_homes_fill(run, asha, bron, monkeypatch):
    from carefolk.streaming import hub
    from carefolk.timelines import sinks

    monkeypatch.setattr(hub, "AT_ONCE", 1)
    monkeypatch.setattr(sinks, "AT_ONCE", 1)
    rows.follow(bron.identity, asha.identity)
    rows.follow(rows.person("dee"), asha.identity)

    async def scenario(app):
        async with bron.home(app) as page, asha.home(app) as own:
            status = acts.publish(asha.identity)
            assert await own.hears() == [Heard("new", status.pk)]
            HomeEntry.objects.create(owner=bron.identity, status=status, author=asha.identity)
            # On PostgreSQL only changes are noticed, and a busy place has them all the time.
            acts.publish(asha.identity, audience=Audience.PRIVATE)
            assert await page.hears() == [Heard("new", status.pk)]

    run(scenario)


def test_a_quiet_stream_shows_that_it_lives_and_moves_on(run, asha, bron):
    async def scenario(app):
        async with bron.home(app) as page:
            assert "retry: " in await page.block()
            assert "event: hello" in await page.block()
            first = await page.block()
            acts.publish(asha.identity, audience=Audience.PRIVATE)
            later = first
            while later == first:
                later = await page.block()
            assert all(mark.startswith("id: ") and "\n" not in mark for mark in (first, later))
            assert int(later[4:]) > int(first[4:])

    run(scenario, heartbeat=0.02)


def test_only_pages_of_this_place_may_listen(run, asha):
    async def scenario(app):
        for headers, status in (
            ([("origin", ORIGIN)], 200),
            ([("origin", "http://elsewhere.example")], 403),
            ([("origin", "null")], 403),
            ([("sec-fetch-site", "cross-site")], 403),
            ([("sec-fetch-site", "same-origin")], 200),
        ):
            async with asha.home(app, headers=headers) as page:
                assert page.status == status, headers
                allowed = page.headers.get("access-control-allow-origin")
                assert allowed == (ORIGIN if ("origin", ORIGIN) in headers else None)
                if allowed:
                    assert page.headers["access-control-allow-credentials"] == "true"
                    assert page.headers["content-type"].startswith("text/event-stream")

    run(scenario)


@pytest.mark.parametrize("session", ["", "a" * 32, "' OR 1=1 --", "%e9"])
def test_without_a_sign_in_there_is_no_stream(run, session):
    async def scenario(app):
        async with listening(app, "/streams/home", session=session) as page:
            assert page.status == 401

    run(scenario)


@pytest.mark.parametrize("path", ["/", "/streams/", "/streams/of/bron", "/streams/home/"])
def test_other_addresses_are_not_there(run, asha, path):
    async def scenario(app):
        async with listening(app, path, session=asha.session) as page:
            assert page.status == 404

    run(scenario)
