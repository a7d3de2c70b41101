"""What the worker does for this room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from carefolk.publishing import keeping


def clear_old(args: Mapping[str, Any], *, now: datetime) -> None:
    """Remove drafts untouched for 30 days and idempotency keys nobody will repeat."""
    del args
    keeping.clear_old(now=now)
