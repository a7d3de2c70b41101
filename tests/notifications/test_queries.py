from datetime import timedelta

import pytest

from carefolk.kit.paging import window
from carefolk.notifications import actions, queries
from carefolk.notifications.models import Notification
from carefolk.people.models import Follow
from carefolk.posts.models import Audience, Favourite
from tests.notifications import rows
from tests.notifications.rows import NOW, block, follow, mute, person, say

LATER = NOW + timedelta(minutes=5)


def alert(owner, actor, kind, status=None, **values):
    return Notification.objects.create(
        owner=owner, actor=actor, kind=kind, status=status, created_at=NOW, **values
    )


def like(by, status, *, owner=None):
    Favourite.objects.create(by=by, status=status, at=NOW)
    return alert(owner or status.author, by, "favourite", status)


def shown(viewer, limit=20, max_id=None):
    return queries.page(viewer, window(max_id, limit=limit), now=LATER)


def summary(page):
    return [
        (str(alert.kind), [one.handle for one in alert.people], alert.others)
        for alert in page.items
    ]


def test_likes_of_one_post_are_one_alert(asha, bron, cal):
    first, second = say(asha), say(asha)
    like(bron, first)
    like(cal, first)
    like(bron, second)

    assert summary(shown(asha)) == [
        ("favourite", ["bron"], 0),
        ("favourite", ["cal", "bron"], 0),
    ]


def test_mentions_stay_single(asha, bron):
    for _time in range(2):
        alert(asha, bron, "mention", say(bron, mentions=[asha]))

    assert len(shown(asha).items) == 2


def test_a_group_names_three_and_counts_the_others(asha):
    status = say(asha)
    for number in range(5):
        like(person(f"friend{number}"), status)

    assert summary(shown(asha)) == [("favourite", ["friend4", "friend3", "friend2"], 2)]


def test_every_alert_stands_on_exactly_one_page(asha):
    friends = [person(f"friend{number}") for number in range(4)]
    posts = [say(asha) for _each in range(5)]
    for friend in friends:
        for post in posts:
            like(friend, post)
    for friend in friends:
        alert(asha, friend, "mention", say(friend, mentions=[asha]))

    seen, max_id = [], None
    while True:
        page = shown(asha, limit=2, max_id=max_id)
        seen += [(alert.kind, alert.status.pk) for alert in page.items]
        if page.older is None:
            break
        max_id = page.older

    assert len(seen) == len(set(seen)) == 9


def test_pages_end_also_when_one_post_was_liked_more_often_than_a_window_holds(asha, monkeypatch):
    monkeypatch.setattr(queries, "WINDOW", 4)
    old = say(asha)
    like(person("early"), old)
    popular = say(asha)
    for number in range(7):
        like(person(f"friend{number}"), popular)

    first = shown(asha)
    second = shown(asha, max_id=first.older)

    assert [alert.status for alert in (*first.items, *second.items)] == [popular, old]
    assert second.older is None


def test_follows_of_a_day_are_one_alert_on_one_page(asha, bron, cal):
    for one in (bron, cal):
        follow(one, asha)
        alert(asha, one, "follow")
    alert(asha, bron, "mention", say(bron, mentions=[asha]))
    third = person("dee")
    follow(third, asha)
    alert(asha, third, "follow")

    first = shown(asha, limit=1)
    second = shown(asha, limit=1, max_id=first.older)

    assert summary(first) == [("follow", ["dee", "cal", "bron"], 0)]
    assert summary(second) == [("mention", ["bron"], 0)]


@pytest.mark.parametrize("end", ["block", "blocked", "mute", "suspended", "hidden post"])
def test_what_may_no_longer_be_seen_is_gone_and_not_counted(end, asha, bron):
    follow(asha, bron)
    status = say(bron, audience=Audience.FOLLOWERS)
    alert(asha, bron, "status", status)
    assert len(shown(asha).items) == 1
    assert queries.count_new(asha, now=LATER) == 1

    match end:
        case "block":
            block(asha, bron)
        case "blocked":
            block(bron, asha)
        case "mute":
            mute(asha, bron)
        case "suspended":
            rows.suspend(bron)
        case "hidden post":
            asha.follows.all().delete()

    assert shown(asha).items == ()
    assert queries.count_new(asha, now=LATER) == 0
    assert not queries.has_new(asha, now=LATER)


def test_what_was_taken_back_is_not_shown(asha, bron, cal):
    status = say(asha)
    like(bron, status)
    alert(asha, bron, "reblog", status)
    shared = rows.boost(bron, status)
    follow(bron, asha)
    alert(asha, bron, "follow")
    follow(cal, asha, state=Follow.State.ASKED)
    alert(asha, cal, "follow_request")
    assert len(shown(asha).items) == 4

    Favourite.objects.all().delete()
    shared.delete()
    Follow.objects.all().delete()

    assert shown(asha).items == ()


def test_nobody_reads_the_alerts_of_another(asha, bron, cal):
    alert(asha, bron, "mention", say(bron, mentions=[asha]))
    assert len(shown(asha).items) == 1

    assert shown(cal).items == ()


def test_a_page_costs_three_queries_for_one_alert_and_for_many(asha, django_assert_num_queries):
    like(person("first"), say(asha))
    with django_assert_num_queries(3):
        assert len(shown(asha).items) == 1

    for number in range(12):
        friend = person(f"friend{number}")
        like(friend, say(asha))
        alert(asha, friend, "mention", say(friend, mentions=[asha]))
    with django_assert_num_queries(3):
        page = shown(asha)
        names = {one.profile.display_name for alert in page.items for one in alert.people}
        assert len(page.items) == 20
        assert len(names) > 9
    with django_assert_num_queries(1):
        assert queries.count_new(asha, now=LATER) == 25


def test_marking_read_leaves_what_came_later(asha, bron):
    alert(asha, bron, "mention", say(bron, mentions=[asha]))
    page = shown(asha)
    alert(asha, bron, "mention", say(bron, mentions=[asha]))

    assert actions.mark_read(asha, up_to=page.newer, now=LATER) == 1
    assert [alert.is_new for alert in shown(asha).items] == [True, False]
    assert actions.mark_read(asha, up_to=page.newer, now=LATER) == 0


def test_marking_read_touches_nobody_else(asha, bron):
    own = alert(asha, bron, "mention", say(bron, mentions=[asha]))
    alert(bron, asha, "mention", say(asha, mentions=[bron]))

    actions.mark_read(asha, up_to=own.pk + 10**12, now=LATER)

    assert queries.has_new(bron, now=LATER)


def test_erasing_someone_removes_what_they_were_told_and_what_others_were_told_of_them(
    asha, bron, cal
):
    alert(asha, bron, "mention", say(bron, mentions=[asha]))
    alert(bron, asha, "mention", say(asha, mentions=[bron]))
    stays = alert(cal, bron, "mention", say(bron, mentions=[cal]))
    holder = actions.NotificationHolder()
    assert [row["from"] for row in holder.export(asha)["alerts"]] == ["@bron"]

    holder.erase(asha, now=LATER)

    assert list(Notification.objects.all()) == [stays]


def test_hiding_someone_from_a_viewer_works_one_way(asha, bron):
    alert(asha, bron, "mention", say(bron, mentions=[asha]))
    stays = alert(bron, asha, "mention", say(asha, mentions=[bron]))

    actions.NotificationHolder().hide_from(hidden=bron, viewer=asha, now=LATER)

    assert list(Notification.objects.all()) == [stays]
