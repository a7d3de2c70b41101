"""The guard: text in, verdict out.

Pure: no Django, no database, no clock of its own, no network. It owns the recognisers, the
rulebook packs and the way small facts add up to one person. Public: `check`.
"""

from carefolk.guard.context import Context
from carefolk.guard.verdict import Axis, Finding, Kind, Level, Mend, MendKind, Verdict

__all__ = ["Axis", "Context", "Finding", "Kind", "Level", "Mend", "MendKind", "Verdict", "check"]


def check(text: str, context: Context) -> Verdict:
    """What the author of a text should know before it goes out. See `engine.check`."""
    from carefolk.guard import engine  # slow import: only the guard's own process reads texts

    return engine.check(text, context)
