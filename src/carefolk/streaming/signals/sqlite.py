"""SQLite: the number of the last commit is in memory shared by all processes, so asking is free."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote


class SqliteSignals:
    def __init__(self, path: str) -> None:
        # Not mode=ro: that cannot open a WAL database whose last writer has just closed it.
        self._connection = sqlite3.connect(
            f"file:{quote(path)}?mode=rw", uri=True, timeout=2, isolation_level=None
        )
        self._connection.execute("PRAGMA query_only=ON")
        self._connection.execute("PRAGMA cache_size=-1000")
        self._version: int | None = None

    def changed(self) -> bool:
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        before, self._version = self._version, version
        return bool(before != version)

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(question, values).fetchall()

    def moment(self, moment: datetime) -> str:
        """As Django writes times: UTC without a zone; text of one form, so it sorts."""
        return str(moment.astimezone(UTC).replace(tzinfo=None))

    def close(self) -> None:
        self._connection.close()
