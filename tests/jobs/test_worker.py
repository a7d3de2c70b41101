import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from carefolk.jobs import queue, worker
from carefolk.jobs.models import Job
from carefolk.jobs.retry import WAITS
from carefolk.jobs.schedule import Recurring, enqueue_recurring

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
WORDS = "Mrs Ash fell again"
pytestmark = pytest.mark.django_db


@pytest.fixture
def seen():
    return []


@pytest.fixture
def handlers(seen):
    def fail(args, *, now):
        queue.enqueue("note", args={"id": 99}, due=now, now=now)
        raise RuntimeError(WORDS)

    return {"note": lambda args, *, now: seen.append(args["id"]), "fail": fail}


def enqueue(kind, number=1, **changes):
    fields = {"args": {"id": number}, "due": NOW, "now": NOW} | changes
    return queue.enqueue(kind, **fields)


def test_due_work_is_done_in_the_order_it_is_due(seen, handlers):
    enqueue("note", 2, due=NOW)
    enqueue("note", 1, due=NOW - timedelta(minutes=1))

    assert worker.run_due(now=NOW, handlers=handlers) == 2
    assert seen == [1, 2]


def test_work_waits_until_it_is_due(seen, handlers):
    enqueue("note", due=NOW + timedelta(seconds=30))

    assert worker.run_due(now=NOW, handlers=handlers) == 0
    assert worker.run_due(now=NOW + timedelta(seconds=30), handlers=handlers) == 1


def test_done_work_is_not_done_again(seen, handlers):
    enqueue("note")
    worker.run_due(now=NOW, handlers=handlers)
    worker.run_due(now=LATER, handlers=handlers)

    assert seen == [1]


def test_a_failure_leaves_nothing_half_written_and_is_tried_again(handlers):
    job = enqueue("fail")

    worker.run_due(now=NOW, handlers=handlers)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.WAITING, 1)
    assert job.due > NOW
    assert Job.objects.count() == 1


def test_a_failure_keeps_the_name_of_the_error_and_nobodys_words(handlers, caplog):
    enqueue("fail")

    worker.run_due(now=NOW, handlers=handlers)

    assert Job.objects.get().last_error == "RuntimeError"
    assert "RuntimeError" in caplog.text
    assert WORDS not in caplog.text


def test_what_keeps_failing_is_parked_and_can_be_given_a_fresh_start(seen, handlers):
    job = enqueue("fail")
    now = NOW
    for _ in range(len(WAITS) + 3):
        worker.run_due(now=now, handlers=handlers)
        now += timedelta(days=2)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.PARKED, len(WAITS) + 1)

    queue.retry_parked(now=now)
    worker.run_due(now=now, handlers={"fail": handlers["note"]})
    assert seen == [1]


def test_a_job_whose_worker_died_is_taken_again_when_the_lease_is_over(seen, handlers):
    job = enqueue("note")
    Job.objects.filter(pk=job.pk).update(attempts=1, locked_until=NOW + worker.LEASE)

    assert worker.run_due(now=NOW, handlers=handlers) == 0
    assert worker.run_due(now=NOW + worker.LEASE, handlers=handlers) == 1
    assert seen == [1]


def test_a_job_that_kills_every_worker_is_parked_without_being_run(seen, handlers):
    job = enqueue("note")
    Job.objects.filter(pk=job.pk).update(attempts=len(WAITS) + 1, locked_until=NOW)

    worker.run_due(now=NOW, handlers=handlers)

    job.refresh_from_db()
    assert (job.state, job.last_error, seen) == (Job.State.PARKED, "WorkerDied", [])


def test_of_two_workers_with_one_job_only_the_first_to_finish_has_effect(seen):
    """The first is so slow that its lease runs out and a second one takes the job."""

    def slow(args, *, now):
        in_time = {"slow": worker.TwoSteps(work=lambda *_, **__: "second", finish=finish)}
        worker.run_due(now=NOW + worker.LEASE, handlers=in_time)
        return "first"

    def finish(args, result, *, now):
        seen.append(result)

    enqueue("slow")
    worker.run_due(now=NOW, handlers={"slow": worker.TwoSteps(work=slow, finish=finish)})

    assert seen == ["second"]


def test_work_cancelled_while_it_is_under_way_has_no_effect(seen):
    def cancelled_meanwhile(args, *, now):
        queue.cancel(kind="slow", key="k")

    steps = worker.TwoSteps(work=cancelled_meanwhile, finish=lambda *_, **__: seen.append(1))
    enqueue("slow", key="k")
    worker.run_due(now=NOW, handlers={"slow": steps})

    assert seen == []


def test_work_cancelled_between_taking_and_handling_has_no_effect(seen):
    class CancelledWhenLookedUp(dict):
        def __getitem__(self, kind):
            queue.cancel(kind=kind, key="k")
            return super().__getitem__(kind)

    enqueue("note", key="k")
    worker.run_one(CancelledWhenLookedUp({"note": lambda args, *, now: seen.append(1)}), now=NOW)

    assert seen == []


def test_the_slow_step_holds_no_transaction(seen):
    depth = len(connection.savepoint_ids)
    steps = worker.TwoSteps(work=lambda *_, **__: seen.append(len(connection.savepoint_ids)))
    enqueue("slow")

    worker.run_due(now=NOW, handlers={"slow": steps})

    assert seen == [depth]
    assert Job.objects.get().state == Job.State.DONE


def test_kinds_nobody_knows_stay_and_stop_nothing(seen, handlers):
    enqueue("from-a-newer-release")
    enqueue("note")

    worker.run_due(now=NOW, handlers=handlers)

    assert seen == [1]
    assert Job.objects.get(kind="from-a-newer-release").state == Job.State.WAITING


def test_a_batch_enqueues_the_next_and_the_chain_ends(seen):
    def spread(args, *, now):
        seen.append(args["batch"])
        if args["batch"] < 3:
            following = args["batch"] + 1
            queue.enqueue(
                "spread", args={"batch": following}, due=now, now=now, key=f"s1-{following}"
            )

    queue.enqueue("spread", args={"batch": 1}, due=NOW, now=NOW, key="s1-1")
    worker.run_due(now=NOW, handlers={"spread": spread})

    assert seen == [1, 2, 3]


def test_an_idle_worker_asks_one_question_and_takes_no_lock(django_assert_num_queries, handlers):
    with django_assert_num_queries(1):
        assert worker.run_one(handlers, now=NOW) is False


def test_what_recurs_is_enqueued_once_an_interval_by_all_workers_together():
    daily = [Recurring("note", timedelta(days=1))]
    for moment in (NOW, NOW + timedelta(hours=3), LATER):
        enqueue_recurring(daily, now=moment, known=set())
        enqueue_recurring(daily, now=moment, known=set())

    assert Job.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_loop_works_until_it_is_told_to_stop(seen):
    stop = threading.Event()

    def last(args, *, now):
        seen.append(args["id"])
        stop.set()

    enqueue("last", due=NOW)
    worker.run(stop, handlers={"last": last}, recurring=(), idle_seconds=0.01)

    assert seen == [1]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_each_job_once():
    seen, lock, stop = [], threading.Lock(), threading.Event()

    def note(args, *, now):
        with lock:
            seen.append(args["id"])
            if len(seen) == 40:
                stop.set()

    def work():
        try:
            worker.run(stop, handlers={"note": note}, recurring=(), idle_seconds=0.01)
        finally:
            connection.close()

    queue.enqueue_many(
        [queue.Work(kind="note", args={"id": number}, due=NOW) for number in range(40)], now=NOW
    )
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(seen) == list(range(40))
