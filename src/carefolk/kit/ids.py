"""Time-ordered 64-bit ids, as a Mastodon-style API expects them.

48 bits of milliseconds since 1970 and 16 bits of sequence, like Mastodon's own snowflakes:
apps sort by them and page by them, and a JavaScript client gets them as strings.
"""

from __future__ import annotations

import secrets
import threading
import time
from datetime import UTC, datetime

SEQUENCE_BITS = 16
_SEQUENCE_MASK = (1 << SEQUENCE_BITS) - 1

_lock = threading.Lock()
_last = 0


def new_id() -> int:
    """A fresh id, larger than every id this process made before.

    Two processes in the same millisecond differ by 16 random bits; the primary key refuses
    the rare twin and the transaction is repeated.
    """
    global _last  # noqa: PLW0603 - the one counter of the process
    fresh = (time.time_ns() // 1_000_000 << SEQUENCE_BITS) | secrets.randbits(SEQUENCE_BITS)
    with _lock:
        _last = fresh if fresh > _last else _last + 1
        return _last


def id_at(moment: datetime) -> int:
    """The smallest id that can have been made at `moment`; for paging by time."""
    return int(moment.timestamp() * 1000) << SEQUENCE_BITS


def moment_of(identifier: int) -> datetime:
    """When an id was made, to the millisecond."""
    return datetime.fromtimestamp((identifier >> SEQUENCE_BITS) / 1000, tz=UTC)
