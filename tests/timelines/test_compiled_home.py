"""The SQL made once says exactly what the rules of visibility say, for every kind of reader."""

from __future__ import annotations

from datetime import timedelta

import pytest

from carefolk.kit.compiled import Compiled, NotCompilable
from carefolk.kit.paging import Window
from carefolk.people import actions
from carefolk.people.models import Identity, Membership, Standing
from carefolk.posts.models import Status
from carefolk.posts.visibility import Sight, visible
from carefolk.timelines import queries
from carefolk.timelines.models import HomeEntry
from tests.cast import NOON, follow, member, say

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def readers(db):
    """Everyone has an entry for every status, so that only the rules decide."""
    writer, suspended, blocker = member("wilma"), member("sorcha"), member("barney")
    follower, friend, guest, muting = (member(), member("fergus"), member(), member())
    follow(follower, writer)
    team = member("tarn_team")
    Membership.objects.create(identity=friend, of=team, role="member", since=NOON)
    Membership.objects.create(identity=writer, of=team, role="member", since=NOON)
    for audience in ("everyone", "everyone-quietly", "members", "followers", "private"):
        say(writer, f"Good morning to {audience}.", audience=audience)
    say(writer, "Good morning @fergus.", audience="mentioned")
    say(writer, "Good morning team.", audience="members-of", audience_of=team.pk)
    say(suspended, "Good morning from me.")
    say(blocker, "Good morning from me too.")
    actions.block(by=blocker, of=follower, now=NOON)
    actions.mute(by=muting, of=writer, now=NOON, until=NOON + timedelta(minutes=30))
    Standing.objects.create(identity=suspended, kind="suspended", since=NOON)
    Identity.objects.filter(pk=guest.pk).update(kind=Identity.Kind.GUEST)
    people = list(Identity.objects.order_by("id"))
    HomeEntry.objects.all().delete()
    HomeEntry.objects.bulk_create(
        HomeEntry(owner=reader, status=status, author=status.author)
        for reader in people
        for status in Status.objects.select_related("author")
    )
    return people


def test_home_shows_what_the_rules_let_each_reader_see(readers):
    seen = {}
    for reader in readers:
        allowed = visible(Status.objects.all(), reader, now=LATER).order_by("-id")
        expected = list(allowed.values_list("id", flat=True))
        lines = queries.home(reader, Window(limit=20), now=LATER)
        assert [line.id for line in lines.items] == expected, reader.handle
        seen[reader.handle] = tuple(expected)
    assert len(set(seen.values())) >= 5


def test_home_pages_down_and_up_without_gap_or_repeat(readers):
    writer = readers[0]
    whole = [line.id for line in queries.home(writer, Window(limit=20), now=LATER).items]
    first = queries.home(writer, Window(limit=3), now=LATER)
    second = queries.home(writer, Window(limit=3, max_id=first.older), now=LATER)
    assert [line.id for line in (*first.items, *second.items)] == whole[:6]
    back = queries.home(writer, Window(limit=3, min_id=second.newer), now=LATER)
    assert [line.id for line in back.items] == whole[:3]


def test_a_mute_hides_until_it_ends(readers):
    muting = Identity.objects.get(mutes__of__handle="wilma")
    before = queries.home(muting, Window(limit=20), now=NOON + timedelta(minutes=10))
    after = queries.home(muting, Window(limit=20), now=LATER)
    assert len(before.items) < len(after.items)


def test_a_rule_that_would_read_more_of_a_viewer_fails_loudly(db):
    with pytest.raises(Identity.DoesNotExist):
        _ = Sight("person", True).stand_in().is_locked


def test_sql_without_a_place_for_a_value_is_refused(db):
    with pytest.raises(NotCompilable, match="now"):
        Compiled(Status.objects.filter(pk=12_345).values_list("pk"), {"id": 12_345, "now": 99})
