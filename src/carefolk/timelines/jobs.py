"""Large followings: entries are written in batches that each hold the write lock briefly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count

from carefolk.jobs.queue import enqueue
from carefolk.posts.models import Status
from carefolk.timelines.models import KEPT, HomeEntry
from carefolk.timelines.sinks import SPREAD_JOB, entries, readers_of

BATCH = 1_000


def spread_status(args: Mapping[str, Any], *, now: datetime) -> None:
    """Write the next batch of home entries and enqueue the one behind it.

    Safe to repeat: entries that exist are left alone. A status deleted meanwhile ends it.

    Args:
        args: `status`, its id; `after`, the id of the last reader who has the entry.
        now: the moment.
    """
    status, after = args["status"], args["after"]
    found = Status.objects.select_related("boost_of").filter(pk=status).first()
    if found is None:
        return
    people = [mention.identity for mention in found.mentions.select_related("identity")]
    batch = list(readers_of(found, mentioned=people).filter(follower_id__gt=after)[:BATCH])
    HomeEntry.objects.bulk_create(entries(found, batch), ignore_conflicts=True)
    if len(batch) == BATCH:
        enqueue(
            SPREAD_JOB,
            args={"status": status, "after": batch[-1]},
            due=now,
            now=now,
            key=f"{status}:{batch[-1]}",
        )


def trim_homes(args: Mapping[str, Any], *, now: datetime) -> None:
    """Keep the newest entries of each home; older pages are read from follows."""
    del args, now
    full = (
        HomeEntry.objects.values("owner")
        .annotate(kept=Count("id"))
        .filter(kept__gt=KEPT + KEPT // 10)
        .values_list("owner", flat=True)
    )
    for owner in list(full[:1_000]):
        oldest = (
            HomeEntry.objects.filter(owner=owner)
            .order_by("-status_id")
            .values_list("status_id", flat=True)[KEPT : KEPT + 1]
        )
        for status in oldest:
            HomeEntry.objects.filter(owner=owner, status_id__lte=status).delete()
