"""Rate limits that say how long to wait.

They count in Django's cache, which here is a table of the place's own database: all web processes
and the worker share it, it outlives a restart, and it needs no further server. Django's `incr`
reads and then writes on that backend, so two processes can count one hit; `add` is atomic on
every backend but the file one. A hit therefore claims one of `count` numbered slots with `add`,
and nobody gets through without a slot of their own.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from carefolk.kit.errors import CarefolkError, TooOften

MOST = 500  # slots of one rule are read in one question


class CannotCount(CarefolkError):
    code, status, passing = "cannot-count", 503, True
    sentence = _("This place cannot save anything just now. Please try again in a few minutes.")


@dataclass(frozen=True, slots=True)
class Rule:
    """At most `count` times in each stretch of `seconds`."""

    count: int
    seconds: int

    def __post_init__(self) -> None:
        if not (1 <= self.count <= MOST and self.seconds >= 1):
            message = f"a rule counts from 1 to {MOST} in at least one second: {self}"
            raise ValueError(message)


def hit(key: str, *, rule: Rule, now: datetime) -> None:
    """Count one try, or refuse it.

    Call it outside the transaction of the act itself: a roll back would take the count back.

    Args:
        key: what is limited and for whom, for example `sign-in:203.0.113.7`. Kept as a digest.
        rule: how often.
        now: the time of the try.

    Raises:
        TooOften: with `wait` in words and `seconds` for machines. A refused try is not counted.
        CannotCount: the count could not be kept (a full disk, a locked database). What cannot
            be counted is refused, or a full disk would open the door to guessing passwords.
    """
    stretch, into = divmod(int(now.timestamp()), rule.seconds)
    name = hashlib.sha256(f"{key}|{rule.count}|{rule.seconds}".encode()).hexdigest()[:40]
    slots = [f"limit:{name}:{stretch}:{number}" for number in range(rule.count)]
    left = rule.seconds - into
    taken = cache.get_many(slots)
    for slot in slots:
        if slot in taken:
            continue
        if cache.add(slot, 1, timeout=left + 1):
            return
        # False means that another was faster, or that nothing can be written at all.
        if cache.get(slot) is None:
            raise CannotCount
    raise TooOften(wait=wait_in_words(left), seconds=left)


def wait_in_words(wait: float | timedelta) -> str:
    """A wait in the reader's language, rounded up: "40 seconds", "3 minutes", "1 day".

    Args:
        wait: seconds, or a timedelta.
    """
    given = wait.total_seconds() if isinstance(wait, timedelta) else wait
    seconds = max(1, math.ceil(given))
    minutes, hours = math.ceil(seconds / 60), math.ceil(seconds / 3_600)
    days = math.ceil(seconds / 86_400)
    if seconds < 60:
        return ngettext("{count} second", "{count} seconds", seconds).format(count=seconds)
    if minutes < 60:
        return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
    if hours < 24:
        return ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    return ngettext("{count} day", "{count} days", days).format(count=days)
