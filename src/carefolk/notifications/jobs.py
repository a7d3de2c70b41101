"""What the worker does for this room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from carefolk.jobs.queue import enqueue
from carefolk.notifications.sinks import AT_ONCE, TELL_JOB, tell_followers
from carefolk.posts.models import Status


def tell_of_status(args: Mapping[str, Any], *, now: datetime) -> None:
    """Tell the next followers of a large following, and enqueue the batch behind them.

    Safe to repeat. A status deleted meanwhile ends it.
    """
    found = Status.objects.select_related("author").filter(pk=args["status"]).first()
    if found is None:
        return
    after = tell_followers(found, after=args["after"], limit=AT_ONCE, now=now)
    if after is not None:
        enqueue(
            TELL_JOB,
            args={"status": found.pk, "after": after},
            due=now,
            now=now,
            key=f"{found.pk}:{after}",
        )
