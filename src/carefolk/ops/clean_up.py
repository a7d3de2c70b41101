"""What is kept only for a while is deleted when its time is over. Needs Django."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session


def forget_expired(args: Mapping[str, Any], *, now: datetime) -> None:
    """Delete sessions that have run out. A job; `args` is empty."""
    del args
    Session.objects.filter(expire_date__lt=now).delete()
