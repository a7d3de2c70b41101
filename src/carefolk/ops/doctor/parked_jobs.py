from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Min

from carefolk.jobs.models import Job
from carefolk.kit import clock
from carefolk.kit.config import Config
from carefolk.kit.wiring import wired
from carefolk.ops.doctor.finding import Finding

LATE = timedelta(minutes=10)
OWN_KINDS = {"jobs.forget_done"}


def check(config: Config) -> Iterator[Finding]:
    """No job has failed for good, waits for long, or is of a kind nobody knows."""
    del config
    parked = Job.objects.filter(state=Job.State.PARKED)
    for row in parked.values("kind", "last_error").annotate(jobs=Count("id")):
        yield Finding(
            f"{row['jobs']} jobs of kind {row['kind']} failed too often ({row['last_error']})",
            "Look in the log for the cause, mend it, then run carefolk worker --retry-parked.",
        )
    waiting = Job.objects.filter(state=Job.State.WAITING)
    unknown = waiting.exclude(kind__in=[*wired("jobs"), *OWN_KINDS])
    for kind in unknown.values_list("kind", flat=True).distinct():
        yield Finding(
            f"jobs of kind {kind} wait, and this version cannot do them",
            "Install the version that made them.",
        )
    oldest = waiting.exclude(pk__in=unknown.values("pk")).aggregate(due=Min("due"))["due"]
    if oldest is not None and clock.now() - oldest > LATE:
        yield Finding(
            "work has been waiting for more than ten minutes",
            "Look whether the place is running: carefolk serve also runs the worker.",
        )
