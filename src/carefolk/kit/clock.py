"""The time, asked only at the edges (views, jobs, commands); everything below takes `now`."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()
