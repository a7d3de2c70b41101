"""What the worker does for this room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from carefolk.posts import media


def expire_pictures(args: Mapping[str, Any], *, now: datetime) -> None:
    """Remove uploads that no post took along, and files that nothing shows."""
    del args
    media.expire_unused(now=now)
