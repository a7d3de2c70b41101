"""Ask for work to be done later.

What is asked for inside a transaction exists only if that transaction commits, so a status and
the work that follows from it are stored together or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from carefolk.jobs.models import Job

# Ids, and short names such as "mention" or "2026-11-22T19:00". No spaces, so nobody's words fit.
SHORT_NAME = re.compile(r"[\w.:+/-]{0,100}")
DONE_IS_REMEMBERED_FOR = timedelta(days=7)

Arg = int | str | list[int] | None
Args = Mapping[str, Arg]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One piece of work to enqueue; the fields are those of `enqueue`."""

    kind: str
    args: Args
    due: datetime
    key: str | None = None


def enqueue(kind: str, *, args: Args, due: datetime, now: datetime, key: str | None = None) -> Job:
    """Ask for work in the current transaction.

    Args:
        kind: a name that main/wiring.py maps to a handler, such as "publishing.publish_due".
        args: ids, lists of ids and short names. Never text that a person wrote: the handler
            loads what it needs by id, and finds nothing if it was deleted meanwhile.
        due: when to run it at the earliest.
        now: the present.
        key: the same kind and key is stored once, also for a week after it was done; a handler
            that enqueues its own next batch therefore gives each batch a key of its own.

    Returns:
        The job, or with a key the one that was stored first.

    Raises:
        ValueError: when `args` holds anything but ids and short names.
    """
    job = _row(Work(kind=kind, args=args, due=due, key=key), now=now)
    if key is None:
        job.save(force_insert=True)
        return job
    Job.objects.bulk_create([job], ignore_conflicts=True)
    return Job.objects.get(kind=kind, key=key)


def enqueue_many(works: Iterable[Work], *, now: datetime) -> None:
    """Ask for many pieces of work in one write. Raises ValueError as `enqueue` does."""
    Job.objects.bulk_create(
        [_row(work, now=now) for work in works], batch_size=500, ignore_conflicts=True
    )


def cancel(*, kind: str, key: str) -> bool:
    """Take back work that has not happened yet, in the current transaction.

    Returns:
        True when it will now not happen; False when there was nothing to cancel or it is done.
    """
    deleted, _ = Job.objects.filter(kind=kind, key=key).exclude(state=Job.State.DONE).delete()
    return deleted > 0


def retry_parked(*, now: datetime, kind: str | None = None) -> int:
    """Give parked jobs a fresh start, once an operator has mended the cause."""
    parked = Job.objects.filter(state=Job.State.PARKED)
    if kind is not None:
        parked = parked.filter(kind=kind)
    return parked.update(state=Job.State.WAITING, attempts=0, due=now, locked_until=None)


def forget_done(*, now: datetime) -> int:
    """Delete the memory of jobs done more than a week ago."""
    deleted, _ = Job.objects.filter(
        state=Job.State.DONE, done_at__lt=now - DONE_IS_REMEMBERED_FOR
    ).delete()
    return deleted


def _row(work: Work, *, now: datetime) -> Job:
    for name, value in work.args.items():
        if not _is_id_or_name(value):
            raise ValueError(f"job {work.kind}: argument {name} is neither an id nor a short name")
    return Job(kind=work.kind, args=dict(work.args), key=work.key, due=work.due, enqueued_at=now)


def _is_id_or_name(value: object) -> bool:
    if value is None or isinstance(value, int):
        return True
    if isinstance(value, str):
        return SHORT_NAME.fullmatch(value) is not None
    return isinstance(value, list) and all(isinstance(item, int) for item in value)
