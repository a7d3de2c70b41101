"""How a room reaches what is plugged in above it, without knowing the rooms above.

`main/wiring.py` lists by name every maker, sink, job and holder of the house. A room below asks
for its list here, at the moment of use.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings


def wired(name: str) -> Any:
    """The object called `name` in the wiring file; the caller states its type."""
    return getattr(import_module(settings.CAREFOLK_WIRING), name)
