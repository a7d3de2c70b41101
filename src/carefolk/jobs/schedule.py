"""What recurs, in one list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from carefolk.jobs import queue


@dataclass(frozen=True, slots=True)
class Recurring:
    """A kind of job and how often it is due, counted from midnight UTC of 1 January 1970."""

    kind: str
    every: timedelta


RECURRING: tuple[Recurring, ...] = (
    Recurring("jobs.forget_done", timedelta(hours=6)),
    Recurring("ops.forget_expired", timedelta(hours=6)),
    Recurring("ops.forget_unconfirmed", timedelta(hours=6)),
    Recurring("posts.expire_pictures", timedelta(hours=6)),
    Recurring("publishing.clear_old", timedelta(hours=6)),
    Recurring("streaming.clear_old", timedelta(minutes=15)),
    Recurring("timelines.trim_homes", timedelta(hours=6)),
)


def enqueue_recurring(
    recurring: Iterable[Recurring], *, now: datetime, known: set[tuple[str, str]]
) -> None:
    """Enqueue what is due in the present interval, once for all workers.

    Args:
        recurring: what recurs.
        now: the present.
        known: intervals this worker has already seen; it is added to, and saves asking again.
    """
    for item in recurring:
        name = interval_name(item, now=now)
        if (item.kind, name) not in known:
            queue.enqueue(item.kind, args={}, due=now, now=now, key=name)
            known.add((item.kind, name))


def interval_name(item: Recurring, *, now: datetime) -> str:
    """The start of the interval that `now` falls into, as the key of its job."""
    seconds = int(item.every.total_seconds())
    start = int(now.timestamp()) // seconds * seconds
    return datetime.fromtimestamp(start, tz=UTC).strftime("%Y-%m-%dT%H:%M:%S")
