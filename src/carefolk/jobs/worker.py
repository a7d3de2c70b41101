"""Takes due jobs and runs them.

A job is taken in one short transaction, which counts the attempt and lends the job out for
`LEASE`; it is marked done and handled in a second one. A worker that dies in between loses
nothing: its transaction is undone, and when the lease is over the job is taken again. The mark
is set first and can be set once, so that two workers cannot both have effect.
"""

from __future__ import annotations

import logging
import random
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Event
from typing import Any, Protocol

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q, QuerySet

from carefolk.jobs import queue
from carefolk.jobs.models import Job
from carefolk.jobs.retry import wait_before_retry
from carefolk.jobs.schedule import RECURRING, Recurring, enqueue_recurring
from carefolk.kit import clock
from carefolk.kit.wiring import wired

LEASE = timedelta(minutes=2)
IDLE_SECONDS = 1.0
SCHEDULE_SECONDS = 20.0

log = logging.getLogger(__name__)


class Handler(Protocol):
    """Does the work inside the transaction that marks the job done.

    It loads by id, calls one act and is quick: on SQLite it holds the one write lock.
    """

    def __call__(self, args: Mapping[str, Any], *, now: datetime) -> None: ...


@dataclass(frozen=True, slots=True)
class TwoSteps:
    """For slow work (mail, network, pictures), which must not hold the write lock.

    Attributes:
        work: called as `work(args, now=now)` outside any transaction; after a crash it may be
            called again. What it returns goes to
        finish: called as `finish(args, result, now=now)` in the transaction that marks the job
            done.
    """

    work: Callable[..., Any]
    finish: Callable[..., None] | None = None


Handlers = Mapping[str, Handler | TwoSteps]


def run(
    stop: Event,
    *,
    handlers: Handlers | None = None,
    recurring: Iterable[Recurring] = RECURRING,
    idle_seconds: float = IDLE_SECONDS,
) -> None:
    """Work until `stop` is set; the job in hand is finished first.

    Args:
        stop: ends the loop.
        handlers: what to call for each kind; those of main/wiring.py when left out. Other kinds
            are left for workers that know them.
        recurring: what recurs.
        idle_seconds: how long to rest when nothing is due.
    """
    handlers = _with_own(wired("jobs") if handlers is None else handlers)
    recurring = [item for item in recurring if item.kind in handlers]
    known: set[tuple[str, str]] = set()
    schedule_looked_at: datetime | None = None
    while not stop.is_set():
        now = clock.now()
        try:
            if schedule_looked_at is None or (now - schedule_looked_at) > timedelta(
                seconds=SCHEDULE_SECONDS
            ):
                enqueue_recurring(recurring, now=now, known=known)
                schedule_looked_at = now
            busy = run_one(handlers, now=now)
        except DatabaseError as error:
            # A locked, full or restarted database passes; the jobs are still in it.
            log.warning("worker: the database did not answer (%s)", type(error).__name__)
            busy = False
            connection.close()
        if not busy:
            close_old_connections()
            stop.wait(idle_seconds)


def run_due(*, now: datetime, handlers: Handlers | None = None, limit: int = 10_000) -> int:
    """Run everything that is due, in this process, each in its own transaction.

    Args:
        now: the present, also for the handlers.
        handlers: what to call for each kind; those of main/wiring.py when left out.
        limit: stop after so many; a job that enqueues itself would otherwise never end.

    Returns:
        How many were tried.
    """
    handlers = _with_own(wired("jobs") if handlers is None else handlers)
    tried = 0
    while tried < limit and run_one(handlers, now=now):
        tried += 1
    return tried


def run_one(handlers: Handlers, *, now: datetime) -> bool:
    """Take and run the job that has been due longest. Returns False when nothing is due."""
    # First without a lock: an idle worker must not queue for SQLite's write lock each second.
    if not _takeable(handlers, now=now).exists():
        return False
    job = _take(handlers, now=now)
    if job is not None:
        _handle(job, handlers[job.kind], now=now)
    return True


def _takeable(kinds: Collection[str], *, now: datetime) -> QuerySet[Job]:
    return Job.objects.filter(
        Q(locked_until__isnull=True) | Q(locked_until__lte=now),
        state=Job.State.WAITING,
        due__lte=now,
        kind__in=list(kinds),
    ).order_by("due", "id")


@transaction.atomic
def _take(kinds: Collection[str], *, now: datetime) -> Job | None:
    job = _takeable(kinds, now=now).select_for_update(skip_locked=True).first()
    if job is None:
        return None
    if job.attempts and wait_before_retry(job.attempts, jitter=0) is None:
        # Lent out again and again and never given back: it kills the worker that runs it.
        _park(job, "WorkerDied")
        return None
    job.attempts += 1
    job.locked_until = now + LEASE
    job.save(update_fields=["attempts", "locked_until"])
    return job


def _handle(job: Job, handler: Handler | TwoSteps, *, now: datetime) -> None:
    try:
        if isinstance(handler, TwoSteps):
            result = handler.work(job.args, now=now)
            with transaction.atomic():
                if _mark_done(job, now=now) and handler.finish is not None:
                    handler.finish(job.args, result, now=now)
        else:
            with transaction.atomic():
                if _mark_done(job, now=now):
                    handler(job.args, now=now)
    except Exception as error:  # noqa: BLE001 - whatever a handler raises, the worker lives on
        _give_back(job, error, now=now)


def _mark_done(job: Job, *, now: datetime) -> bool:
    """False when the job was cancelled, or the lease ran out and another worker was faster."""
    marked = Job.objects.filter(pk=job.pk, state=Job.State.WAITING).update(
        state=Job.State.DONE, done_at=now, locked_until=None, last_error=""
    )
    return marked == 1


def _give_back(job: Job, error: Exception, *, now: datetime) -> None:
    name = type(error).__qualname__[:120]
    # Places in the code only. The message of an error may hold someone's words.
    log.warning(
        "job %s %d failed (%s), attempt %d\n%s",
        job.kind,
        job.pk,
        name,
        job.attempts,
        "".join(traceback.format_tb(error.__traceback__)[-4:]).rstrip(),
    )
    wait = wait_before_retry(job.attempts, jitter=random.random())  # noqa: S311 - no secret
    mine = Job.objects.filter(pk=job.pk, state=Job.State.WAITING, locked_until=job.locked_until)
    if wait is None:
        if mine.exists():
            _park(job, name)
    else:
        mine.update(due=now + wait, locked_until=None, last_error=name)


def _park(job: Job, error_name: str) -> None:
    log.error("job %s %d is parked after %d attempts", job.kind, job.pk, job.attempts)
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.PARKED, locked_until=None, last_error=error_name
    )


def _with_own(handlers: Handlers) -> Handlers:
    return {"jobs.forget_done": _forget_done, **handlers}


def _forget_done(args: Mapping[str, Any], *, now: datetime) -> None:
    del args
    queue.forget_done(now=now)
