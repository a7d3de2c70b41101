from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from carefolk.jobs import queue
from carefolk.jobs.models import Job

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def enqueue(kind="greet", **changes):
    fields = {"args": {"id": 7}, "due": NOW, "now": NOW} | changes
    return queue.enqueue(kind, **fields)


def test_work_of_a_transaction_that_fails_is_never_asked_for():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue()
        raise ZeroDivisionError

    assert not Job.objects.exists()


def test_the_same_key_is_stored_once():
    first = enqueue(key="status-1")
    second = enqueue(key="status-1", args={"id": 8})

    assert second == first
    assert Job.objects.get().args == {"id": 7}


def test_the_same_key_of_another_kind_is_other_work():
    enqueue(key="status-1")
    enqueue("leave", key="status-1")

    assert Job.objects.count() == 2


def test_many_are_stored_in_one_write(django_assert_num_queries):
    works = [
        queue.Work(kind="greet", args={"id": number}, due=NOW, key=f"one-{number}")
        for number in range(50)
    ]

    with django_assert_num_queries(1):
        queue.enqueue_many(works, now=NOW)

    assert Job.objects.count() == 50


def test_cancelled_work_is_gone():
    enqueue(key="status-1")

    assert queue.cancel(kind="greet", key="status-1") is True
    assert queue.cancel(kind="greet", key="status-1") is False
    assert not Job.objects.exists()


def test_work_that_is_done_cannot_be_cancelled():
    job = enqueue(key="status-1")
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, done_at=NOW)

    assert queue.cancel(kind="greet", key="status-1") is False
    assert Job.objects.exists()


@pytest.mark.parametrize("value", [1, "mention", "2026-03-01T09:00", [1, 2], None])
def test_ids_and_short_names_are_taken(value):
    assert enqueue(args={"it": value}).args == {"it": value}


@pytest.mark.parametrize("value", ["Mrs Ash fell at 3", "x" * 101, {"a": 1}, ["a"], 1.5])
def test_peoples_words_cannot_become_arguments(value):
    with pytest.raises(ValueError, match="argument it"):
        enqueue(args={"it": value})

    assert not Job.objects.exists()


def test_done_work_is_forgotten_after_a_week():
    old, fresh = enqueue(), enqueue()
    Job.objects.filter(pk=old.pk).update(state=Job.State.DONE, done_at=NOW - timedelta(days=8))
    Job.objects.filter(pk=fresh.pk).update(state=Job.State.DONE, done_at=NOW - timedelta(days=6))

    assert queue.forget_done(now=NOW) == 1
    assert Job.objects.get() == fresh
