"""The bulk builder writes what the publishing pathway writes, only faster."""

from __future__ import annotations

import pytest

from carefolk.audit.models import Clearance
from carefolk.notifications.models import Notification
from carefolk.ops import bulk
from carefolk.ops.bulk_texts import every_text
from carefolk.people.models import Profile
from carefolk.people.profiles import ProfileText
from carefolk.posts.models import Hashtag, Mention, Status, StatusTag
from carefolk.publishing.drafts import Door, Draft, DraftKind
from carefolk.publishing.makers.profile import draft_of
from carefolk.publishing.outcomes import Published
from carefolk.publishing.pipeline import publish
from carefolk.timelines.models import HomeEntry
from tests.cast import NOON

SIZE = bulk.Size(people=12, posts=200, follows=5)


@pytest.mark.django_db
def test_two_hundred_bulk_statuses_equal_those_of_the_pathway_column_by_column():
    people = bulk.join_all(SIZE.people, now=NOON - bulk.STEP * 300)
    follows = bulk.follow_all(people, SIZE.follows, now=NOON - bulk.STEP * 300)
    texts = bulk.cleared_texts(people[0], every_text()[::20], now=NOON)
    said = bulk.script(SIZE, sorted(texts), now=NOON)
    assert (
        {bool(one.boosts) for one in said} == {bool(one.answers) for one in said} == {True, False}
    )

    bulk.publish_all(said, people, follows, texts)
    in_bulk = _everything()
    Status.objects.all().delete()
    Hashtag.objects.all().delete()
    Clearance.objects.filter(kind__in=["status", "boost"]).delete()
    _publish_one_by_one(said, people)

    one_by_one = _everything()
    assert len(one_by_one["Status"]) == SIZE.posts
    for table, rows in one_by_one.items():
        assert rows == in_bulk[table], table


@pytest.mark.django_db
def test_a_bulk_profile_equals_one_of_the_pathway():
    (person,) = bulk.join_all(1, now=NOON)
    in_bulk = Profile.objects.values().get()
    text = ProfileText(
        display_name=in_bulk["display_name"], role="care-worker", nation="England", bio=bulk._BIO
    )
    publish(draft_of(text), by=person, door=Door.BENCH, now=NOON)
    published = Profile.objects.values().get()
    digests = [
        bytes(Clearance.objects.get(pk=row.pop("clearance_id")).digest)
        for row in (in_bulk, published)
    ]
    assert digests[0] == digests[1]
    assert published | {"version": 1} == in_bulk


def _publish_one_by_one(said, people):
    made = {}
    for one in said:
        draft = Draft(
            kind=DraftKind.BOOST if one.boosts is not None else DraftKind.STATUS,
            text=one.text,
            audience=one.audience,
            reply_to=made[one.answers] if one.answers is not None else None,
            boost_of=made[one.boosts] if one.boosts is not None else None,
        )
        outcome = publish(draft, by=people[one.by], door=Door.BENCH, now=one.at)
        assert isinstance(outcome, Published), outcome
        made[one.number] = outcome.thing.pk


def _everything():
    """Every row of every table concerned, with numbers in the place of ids."""
    numbers = {key: number for number, key in enumerate(_ids())}
    clearances = {row["id"]: row for row in Clearance.objects.values()}
    tables = {}
    for model in (Status, Mention, StatusTag, HomeEntry, Notification):
        rows = []
        for found in model.objects.values():
            row = dict(found)
            row.pop("uri", None)
            if model is not Status:
                row.pop("id")
            for name, value in row.items():
                if name in {"clearance_id", "hashtag_id"}:
                    continue
                row[name] = numbers.get(value, value) if isinstance(value, int) else value
            if "clearance_id" in row:
                clearance = dict(clearances[row["clearance_id"]])
                clearance.pop("id")
                row["clearance_id"] = clearance | {"digest": bytes(clearance["digest"])}
            if "hashtag_id" in row:
                row["hashtag_id"] = Hashtag.objects.values_list("name", "shown").get(
                    pk=row["hashtag_id"]
                )
            rows.append(row)
        tables[model.__name__] = sorted(rows, key=repr)
    return tables


def _ids():
    return Status.objects.order_by("id").values_list("id", flat=True)
