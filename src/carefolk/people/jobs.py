"""What the worker does for this room."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from carefolk.people import life
from carefolk.people.models import Identity


def erase_identity(args: Mapping[str, Any], *, now: datetime) -> None:
    """Erase someone who left. Finds nothing when it was done before."""
    identity = Identity.objects.filter(pk=args["identity"]).first()
    if identity is not None:
        life.erase(identity=identity, now=now)
