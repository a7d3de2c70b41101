from dataclasses import dataclass, field

import pytest

from carefolk.jobs.worker import run_due
from carefolk.notifications import jobs, sinks
from carefolk.notifications.models import Notification
from carefolk.notifications.sinks import NotificationSink, ReactionNotices, TieNotices
from carefolk.people.models import Follow
from carefolk.posts.models import Audience, Favourite
from tests.notifications import rows
from tests.notifications.rows import NOW, block, follow, mute, person, say


@dataclass(frozen=True)
class Told:
    kind: str
    by: object
    status: object = None
    mentioned: list = field(default_factory=list)
    now: object = NOW


def plan(status, *, kind="status", mentioned=()):
    news = Told(kind, status.author, status, list(mentioned))
    return {(row.owner_id, row.kind) for row in NotificationSink().plan(news)}


def test_people_mentioned_are_told(asha, bron, cal):
    status = say(asha, mentions=[bron])

    assert plan(status, mentioned=[bron]) == {(bron.pk, "mention")}


def test_the_author_answered_is_told_as_a_mention_once(asha, bron):
    first = say(bron)
    answer = say(asha, reply_to=first, mentions=[bron])

    assert plan(answer, mentioned=[bron]) == {(bron.pk, "mention")}
    assert plan(say(asha, reply_to=first)) == {(bron.pk, "mention")}


def test_nobody_is_told_of_their_own_doing(asha):
    status = say(asha, mentions=[asha])

    assert plan(status, mentioned=[asha]) == set()
    assert plan(say(asha, reply_to=status)) == set()
    assert plan(rows.boost(asha, status), kind="boost") == set()


@pytest.mark.parametrize("direction", ["of the author", "by the author"])
def test_a_block_in_either_direction_silences(direction, asha, bron):
    status = say(asha, mentions=[bron])
    first = say(bron)
    assert plan(status, mentioned=[bron]) != set()

    block(*((bron, asha) if direction == "of the author" else (asha, bron)))

    assert plan(status, mentioned=[bron]) == set()
    assert plan(say(asha, reply_to=first)) == set()
    assert plan(rows.boost(asha, first), kind="boost") == set()


def test_a_mute_silences_only_while_it_lasts_and_only_when_it_hides_notices(asha, bron, cal):
    status = say(asha, mentions=[bron, cal])
    mute(bron, asha)
    mute(cal, asha, hides_notifications=False)

    assert plan(status, mentioned=[bron, cal]) == {(cal.pk, "mention")}

    bron.mutes.update(until=NOW)
    assert plan(status, mentioned=[bron, cal]) == {(bron.pk, "mention"), (cal.pk, "mention")}


def test_only_those_who_may_see_a_status_are_told(asha, bron, cal):
    follow(bron, asha, notifies=True)
    status = say(asha, audience=Audience.FOLLOWERS, reply_to=None)
    # Named in the news by mistake, without being addressed.
    assert plan(status, mentioned=[cal]) == {(bron.pk, "status")}
    assert plan(say(asha, audience=Audience.PRIVATE), mentioned=[cal]) == set()


def test_followers_who_asked_to_be_told_hear_of_posts_but_not_of_talk_with_others(asha, bron, cal):
    follow(bron, asha, notifies=True)
    follow(cal, asha)
    theirs = say(cal)

    assert plan(say(asha)) == {(bron.pk, "status")}
    assert plan(say(asha, reply_to=theirs)) == {(cal.pk, "mention")}
    assert plan(say(asha, reply_to=say(asha))) == {(bron.pk, "status")}


def test_an_edit_tells_only_people_newly_addressed(asha, bron, cal):
    status = say(asha, mentions=[bron, cal])
    Notification.objects.create(
        owner=bron, kind="mention", actor=asha, status=status, created_at=NOW
    )

    assert plan(status, kind="edit", mentioned=[bron, cal]) == {(cal.pk, "mention")}


def test_a_boost_tells_the_author_about_the_boosted_status(asha, bron):
    status = say(bron)
    (row,) = NotificationSink().plan(Told("boost", asha, rows.boost(asha, status)))

    assert (row.owner_id, row.kind, row.status_id) == (bron.pk, "reblog", status.pk)


def test_planning_reads_once_however_many_are_told(asha, django_assert_num_queries):
    people = [rows.person(f"reader{number}") for number in range(6)]
    for one in people[3:]:
        follow(one, asha, notifies=True)
    status = say(asha, mentions=people[:3])

    with django_assert_num_queries(1):
        told = plan(status, mentioned=people[:3])

    assert len(told) == 6


def test_a_large_following_is_told_by_a_job_and_each_of_them_once(asha, bron, cal, monkeypatch):
    for module in (sinks, jobs):
        monkeypatch.setattr(module, "AT_ONCE", 2)
    readers = [person(f"reader{number}") for number in range(5)]
    for one in (*readers, bron, cal):
        follow(one, asha, notifies=True)
    block(readers[0], asha)
    status = say(asha, mentions=[cal])
    planned = list(NotificationSink().plan(Told("status", asha, status, [cal])))
    assert [type(row).__name__ for row in planned] == ["Notification", "Job"]
    for row in planned:
        row.save()

    ran = run_due(handlers={sinks.TELL_JOB: jobs.tell_of_status}, now=NOW)

    told = Notification.objects.filter(kind="status").values_list("owner_id", flat=True)
    assert sorted(told) == sorted(one.pk for one in (*readers[1:], bron))
    assert list(cal.notifications.values_list("kind", flat=True)) == ["mention"]
    assert ran == 3


def test_telling_of_a_status_that_is_gone_does_nothing(db):
    jobs.tell_of_status({"status": 1, "after": 0}, now=NOW)

    assert not Notification.objects.exists()


def test_people_of_other_servers_have_no_alerts_here(asha, db):
    rem = rows.person("rem", local=False, domain="elsewhere.example")

    assert plan(say(asha, mentions=[rem]), mentioned=[rem]) == set()


def test_a_like_is_told_once_even_when_taken_back_and_given_again(asha, bron):
    status = say(bron)
    notices = ReactionNotices()
    Favourite.objects.create(by=asha, status=status, at=NOW)
    notices.favourited(by=asha, status=status, now=NOW)
    assert list(bron.notifications.values_list("kind", flat=True)) == ["favourite"]

    bron.notifications.update(read_at=NOW)
    notices.unfavourited(by=asha, status=status, now=NOW)
    notices.favourited(by=asha, status=status, now=NOW)

    assert bron.notifications.count() == 1
    assert not bron.notifications.filter(read_at__isnull=True).exists()


def test_a_like_taken_back_before_it_was_read_leaves_nothing(asha, bron):
    status = say(bron)
    ReactionNotices().favourited(by=asha, status=status, now=NOW)

    ReactionNotices().unfavourited(by=asha, status=status, now=NOW)

    assert bron.notifications.count() == 0


def test_liking_across_a_block_or_mute_tells_nobody(asha, bron):
    status = say(bron)
    mute(bron, asha)

    ReactionNotices().favourited(by=asha, status=status, now=NOW)

    assert bron.notifications.count() == 0


def test_a_boost_taken_away_takes_its_notice_along(asha, bron):
    status = say(bron)
    shared = rows.boost(asha, status)
    for row in NotificationSink().plan(Told("boost", asha, shared)):
        row.save()
    assert bron.notifications.count() == 1

    ReactionNotices().deleted(status=shared, now=NOW)

    assert bron.notifications.count() == 0


def test_a_follow_rings_once_and_an_answered_request_is_gone(asha, bron):
    tie = follow(asha, bron, state=Follow.State.ASKED)
    TieNotices().follow_asked(tie, now=NOW)
    assert [row.kind for row in bron.notifications.all()] == ["follow_request"]

    tie.state = Follow.State.ACTIVE
    tie.save()
    TieNotices().followed(tie, now=NOW)
    TieNotices().unfollowed(follower=asha, followed=bron, now=NOW)
    TieNotices().followed(tie, now=NOW)

    assert [row.kind for row in bron.notifications.all()] == ["follow"]


def test_a_block_removes_what_each_was_told_of_the_other(asha, bron, cal):
    for owner, actor in ((asha, bron), (bron, asha), (asha, cal)):
        Notification.objects.create(owner=owner, actor=actor, kind="follow", created_at=NOW)

    TieNotices().blocked(block(asha, bron), now=NOW)

    assert [(row.owner, row.actor) for row in Notification.objects.all()] == [(asha, cal)]
