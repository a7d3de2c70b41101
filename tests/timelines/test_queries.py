"""Timelines: newest first, page by page, with an end, and nothing lost between the pages."""

from datetime import timedelta

import pytest

from carefolk.kit.paging import Window
from carefolk.people import actions
from carefolk.publishing.drafts import Door, Draft, DraftKind
from carefolk.publishing.pipeline import publish
from carefolk.timelines import queries
from carefolk.timelines.models import HomeEntry
from tests.cast import NOON, follow, member, say

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)


@pytest.fixture
def asha():
    return member("asha")


@pytest.fixture
def bron(asha):
    bron = member("bron")
    follow(bron, asha)
    return bron


def said_by(person, count, **more):
    """Posts with enough time between them for the limit on posting."""
    return [
        say(person, f"Number {number}", now=NOON + timedelta(minutes=number), **more).pk
        for number in range(count)
    ]


def walk(read, limit=3):
    """Every page of a timeline, as one list; ends where the timeline says so."""
    seen, window = [], Window(limit=limit)
    for _page in range(40):
        page = read(window)
        assert len(page.items) <= limit
        seen += [line.id for line in page.items]
        if page.older is None:
            return seen
        window = Window(max_id=page.older, limit=limit)
    raise AssertionError("the timeline never ends")


def test_home_is_chronological_and_ends(asha, bron):
    said = said_by(asha, 7)

    assert walk(lambda window: queries.home(bron, window, now=LATER)) == said[::-1]


def test_muting_somebody_does_not_end_the_feed_early(asha, bron):
    cal = member("cal")
    follow(bron, cal)
    of_asha = said_by(asha, 4)
    said_by(cal, 9)
    of_asha += said_by(asha, 3)
    actions.mute(by=bron, of=cal, now=NOON)

    assert walk(lambda window: queries.home(bron, window, now=LATER)) == of_asha[::-1]


def test_behind_the_kept_entries_home_is_read_from_the_follows(asha, bron, monkeypatch):
    monkeypatch.setattr(queries, "KEPT", 4)
    said = said_by(asha, 9)
    kept = HomeEntry.objects.filter(owner=bron).order_by("-status_id").values("pk")[:4]
    HomeEntry.objects.filter(owner=bron).exclude(
        pk__in=list(kept.values_list("pk", flat=True))
    ).delete()

    assert walk(lambda window: queries.home(bron, window, now=LATER)) == said[::-1]


def test_following_fills_home_and_unfollowing_clears_it(asha):
    said = said_by(asha, 3)
    cal = member("cal")

    follow(cal, asha)
    assert walk(lambda window: queries.home(cal, window, now=LATER)) == said[::-1]
    actions.unfollow(follower=cal, followed=asha, now=NOON)
    assert walk(lambda window: queries.home(cal, window, now=LATER)) == []


def test_a_boost_brings_a_post_home_and_names_who_shared_it(asha, bron):
    cal = member("cal")
    said = say(cal, "Good news")
    boost = publish(
        Draft(kind=DraftKind.BOOST, boost_of=said.pk), by=asha, door=Door.WEB, now=NOON
    ).thing

    (line,) = queries.home(bron, Window(), now=LATER).items

    assert (line.id, line.shown, line.booster) == (boost.pk, said.pk, asha.pk)


def test_an_answer_comes_home_to_those_who_follow_both(asha, bron):
    cal, dee = member("cal"), member("dee")
    for reader in (bron, dee):
        follow(reader, cal)
    said = say(asha, "A question")
    answer = say(cal, "An answer", reply_to=said.pk)

    assert answer.pk in [line.id for line in queries.home(bron, Window(), now=LATER).items]
    assert answer.pk not in [line.id for line in queries.home(dee, Window(), now=LATER).items]


def test_someone_who_only_asked_to_follow_does_not_count_as_following(asha, bron):
    cal, dee = member("cal"), member("dee")
    type(asha).objects.filter(pk=asha.pk).update(is_locked=True)
    asha.refresh_from_db()
    follow(dee, cal)
    follow(dee, asha)
    assert asha.followed_by.get(follower=dee).state != "active"
    said = say(asha, "A question")
    answer = say(cal, "An answer", reply_to=said.pk)

    assert not HomeEntry.objects.filter(owner=dee, status=answer).exists()


def test_this_place_lists_first_posts_of_members_only(asha):
    first = say(asha, "First")
    say(asha, "An answer to myself", reply_to=first.pk)
    quiet = say(asha, "Quiet", audience="everyone-quietly")
    publish(
        Draft(kind=DraftKind.BOOST, boost_of=first.pk), by=member("cal"), door=Door.WEB, now=NOON
    )

    assert walk(lambda window: queries.place(asha, window, now=LATER)) == [first.pk]
    assert quiet.pk in walk(lambda window: queries.profile(None, asha, window, now=LATER))


def test_a_hashtag_is_found_in_any_case(asha):
    said = say(asha, "So much #NightWork")

    assert walk(lambda window: queries.hashtag(asha, "nightwork", window, now=LATER)) == [said.pk]
