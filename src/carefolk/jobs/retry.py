"""When to try again. Pure."""

from __future__ import annotations

from datetime import timedelta

# Seconds after the first, second … failure: soon for a passing hiccup, then hours, about
# two days in all. What still fails then needs a person.
WAITS = (5, 30, 120, 600, 1_800, 7_200, 21_600, 43_200, 86_400)


def wait_before_retry(attempts: int, *, jitter: float) -> timedelta | None:
    """How long to wait after the given number of failed attempts.

    Args:
        attempts: tries so far, 1 or more.
        jitter: between 0 and 1; spreads retries by up to a fifth, so that jobs which failed
            together do not come back together.

    Returns:
        The wait, or None when it has been tried often enough and should be parked.
    """
    if attempts > len(WAITS):
        return None
    return timedelta(seconds=WAITS[attempts - 1] * (1 + 0.2 * jitter))
