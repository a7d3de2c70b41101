from datetime import timedelta

from carefolk.posts.models import Audience
from carefolk.publishing.drafts import DraftKind
from carefolk.publishing.protocols import News
from carefolk.streaming import changes, jobs
from carefolk.streaming.models import Change
from carefolk.streaming.sinks import ChangeSink, ReactionChanges
from carefolk.timelines.models import HomeEntry
from tests.notifications.rows import NOW, boost, person, say


def test_a_publish_leaves_one_row_and_reads_nothing(db, django_assert_num_queries):
    asha = person("asha")
    status = say(asha)
    with django_assert_num_queries(0):
        planned = [
            *ChangeSink().plan(News(kind=DraftKind.STATUS, by=asha, now=NOW, status=status)),
            *ChangeSink().plan(News(kind=DraftKind.EDIT, by=asha, now=NOW, status=status)),
            *ChangeSink().plan(News(kind=DraftKind.PROFILE, by=asha, now=NOW)),
        ]

    assert [(row.kind, row.status_id) for row in planned] == [
        ("new", status.pk),
        ("edit", status.pk),
    ]


def test_a_deletion_remembers_who_had_it(db):
    asha, bron, cal = person("asha"), person("bron"), person("cal")
    status = say(asha, audience=Audience.FOLLOWERS)
    HomeEntry.objects.create(owner=bron, status=status, author=asha)
    HomeEntry.objects.create(owner=cal, status=boost(bron, status), author=bron)

    ReactionChanges().deleted(status=status, now=NOW)

    row = Change.objects.get()
    assert (row.kind, row.status_id, row.in_place) == ("delete", status.pk, False)
    assert sorted(row.owners) == sorted([bron.pk, cal.pk])


def test_nobody_is_alerted_of_liking_an_own_post(db):
    asha = person("asha")

    ReactionChanges().favourited(by=asha, status=say(asha), now=NOW)

    assert not Change.objects.exists()


def test_changes_are_forgotten_after_an_hour(db):
    asha = person("asha")
    changes.record_alert(owner=asha, actor=asha, now=NOW)
    changes.record_alert(owner=asha, actor=asha, now=NOW + timedelta(minutes=2))
    assert changes.position() == Change.objects.latest("pk").pk

    jobs.clear_old({}, now=NOW + timedelta(minutes=61))

    assert [row.at for row in Change.objects.all()] == [NOW + timedelta(minutes=2)]
