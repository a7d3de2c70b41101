"""What the doctor says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong.

    Attributes:
        wrong: what is wrong, in one plain sentence without a full stop.
        todo: what the operator can do.
        serious: False for a hint that leaves the exit code at 0.
    """

    wrong: str
    todo: str
    serious: bool = True
