from __future__ import annotations

import time
from collections.abc import Iterator

from django.db import DatabaseError, connection

from carefolk.kit.config import Config
from carefolk.ops.doctor.finding import Finding

SLOW_SECONDS = 0.5


def check(config: Config) -> Iterator[Finding]:
    """The database answers, soon, and its file is whole."""
    started = time.monotonic()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        yield Finding(
            f"the database does not answer ({str(error).strip().splitlines()[0]})",
            "Start it, or correct CAREFOLK_DATABASE."
            if config.database
            else f"Look whether {config.sqlite_path} exists and belongs to the user who runs this.",
        )
        return
    if time.monotonic() - started > SLOW_SECONDS:
        yield Finding(
            "the database takes more than half a second for nothing",
            "Look what else this machine is doing.",
            serious=False,
        )
    if connection.vendor == "sqlite":
        yield from _sqlite()


def _sqlite() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(3)")
        answers = [row[0] for row in cursor.fetchall()]
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
    if answers != ["ok"]:
        yield Finding(
            f"the database file is damaged ({answers[0]})",
            "Stop the place and bring back the last backup (docs/operate/backup.md).",
        )
    if mode != "wal":
        yield Finding(
            f"the database runs in {mode} mode instead of WAL",
            "Keep the data folder on a local disk: network disks cannot do it.",
        )
