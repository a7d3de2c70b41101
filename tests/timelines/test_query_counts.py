"""Home costs the same number of queries for one entry and for twenty, cold and warm."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from carefolk.kit.paging import Window
from carefolk.ops import bulk as bulk_builder
from carefolk.people import actions
from carefolk.people.models import Follow
from carefolk.posts import render
from carefolk.publishing.drafts import Door, Draft, DraftKind
from carefolk.publishing.pipeline import publish
from carefolk.timelines import queries
from carefolk.timelines.models import HomeEntry
from tests.cast import NOON, follow, member, say

PATHS = ["/home.json", "/home"]
BOUNDS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture
def reader(db):
    """Reads three people; each of their posts is a kind of its own."""
    reader = member("reader")
    writers = [member(), member(), member()]
    for writer in writers:
        follow(reader, writer)
    client = Client()
    client.force_login(reader.user)
    client.get("/home")  # what is loaded once a process does not count
    client.viewer, client.writers = reader, writers
    return client


@pytest.mark.parametrize("path", PATHS)
def test_home_asks_as_often_for_twenty_entries_as_for_a_post_and_its_reply(reader, path):
    one, other, third = reader.writers
    first = say(one, "Good morning from the early shift.")
    say(other, "And to you.", reply_to=first.pk)
    cold_one, warm_one = cold_and_warm(reader, path)
    for number in range(6):
        post = say(one, f"Another day, another cup of tea. That makes {number}.")
        say(other, "That is a good question.", reply_to=first.pk)
        say(third, f"Training day, part {number}. #Learning")
    boost(other, post)
    boost(third, post)
    shown = reader.get(path).content
    assert shown.count(b"</article>" if path == "/home" else b'"spoiler_text"') == 20

    assert cold_and_warm(reader, path) == (cold_one, warm_one)
    assert warm_one <= cold_one


def test_muting_someone_does_not_end_the_feed_early(reader):
    one, other, _third = reader.writers
    oldest = say(one, "Good morning from the early shift.")
    for number in range(24):
        say(other, f"Another day, another cup of tea. That makes {number}.")
    actions.mute(by=reader.viewer, of=other, now=NOON)
    lines = queries.home(reader.viewer, Window(limit=20), now=NOON)
    assert [line.id for line in lines.items] == [oldest.pk]


def test_publishing_to_fifty_followers_takes_eight_queries_and_one_bulk_write(db):
    author = member("author")
    Follow.objects.bulk_create(
        Follow(follower=each, followed=author, state=Follow.State.ACTIVE, since=NOON)
        for each in bulk_builder.join_all(50, now=NOON)
    )
    draft = Draft(text="Good morning from the early shift.")
    with CaptureQueriesContext(connection) as asked:
        publish(draft, by=author, door=Door.WEB, now=NOON)
    # The bounds of the transaction are not questions.
    said = [each["sql"] for each in asked if not each["sql"].upper().startswith(BOUNDS)]
    bulk = [sql for sql in said if "INTO" in sql and "timelines_homeentry" in sql]
    assert HomeEntry.objects.count() == 51
    assert len(bulk) == 1
    assert len(said) - len(bulk) <= 8, "\n".join(sql[:150] for sql in said)


def cold_and_warm(client, path):
    render.forget_cards()
    return queries_of(client, path), queries_of(client, path)


def queries_of(client, path):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def boost(by, status):
    draft = Draft(kind=DraftKind.BOOST, boost_of=status.pk, audience=status.audience)
    return publish(draft, by=by, door=Door.WEB, now=NOON).thing
