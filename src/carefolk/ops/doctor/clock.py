from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection

from carefolk.kit import clock
from carefolk.kit.config import Config
from carefolk.ops.doctor.finding import Finding

MOST_APART = timedelta(seconds=10)


def check(config: Config) -> Iterator[Finding]:
    """The clock is not behind this program's own files, and agrees with the database server's.

    No network is asked. Passkeys, one-time codes and signed addresses fail on a wrong clock.
    """
    del config
    now = clock.now()
    made = datetime.fromtimestamp(Path(__file__).stat().st_mtime, tz=UTC)
    if made > now + timedelta(days=1):
        yield Finding(
            f"the clock says {now:%d %B %Y}, which is before this program was installed",
            "Set the clock and switch on time keeping (timedatectl set-ntp true).",
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            theirs = cursor.fetchone()[0]
        if abs(theirs - clock.now()) > MOST_APART:
            yield Finding(
                "this machine's clock and the database server's differ by more than ten seconds",
                "Switch on time keeping on both (timedatectl set-ntp true).",
            )
