"""What the worker does for this room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from carefolk.streaming import changes

CLEAR_JOB = "streaming.clear_old"


def clear_old(args: Mapping[str, Any], *, now: datetime) -> None:
    """Recurring, each quarter of an hour."""
    del args
    changes.clear_old(now=now)
