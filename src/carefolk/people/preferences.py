"""How someone reads, and when they want quiet: kept with the account, on every device."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, time

from django.db import transaction

from carefolk.people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The comfort settings; the names are those of the attributes on <html>."""

    font: str = "system"
    size: str = "normal"
    background: str = "auto"
    width: str = "normal"


@transaction.atomic
def set_look(*, user: User, look: Look, shows_counts: bool) -> None:
    """Choose letters, size, background and lines, and whether numbers are shown."""
    user.look, user.shows_counts = asdict(look), shows_counts
    user.save(update_fields=["look", "shows_counts"])


@transaction.atomic
def set_quiet_hours(*, user: User, quiet_from: time | None, quiet_until: time | None) -> None:
    """In these hours, in the person's own time zone, nothing calls them. None: no quiet hours.

    The end may lie on the next day: from 22:00 until 07:00.
    """
    user.quiet_from, user.quiet_until = quiet_from, quiet_until
    user.save(update_fields=["quiet_from", "quiet_until"])


@transaction.atomic
def reach_step(*, user: User, step: int) -> None:
    """Remember how far the first run went; never back."""
    if step > user.first_run_step:
        user.first_run_step = step
        user.save(update_fields=["first_run_step"])


@transaction.atomic
def end_first_run(*, user: User, now: datetime) -> None:
    """The welcome is over, or was left; it is not shown again by itself."""
    if user.welcomed_at is None:
        user.welcomed_at = now
        user.save(update_fields=["welcomed_at"])
