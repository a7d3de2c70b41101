"""PostgreSQL: a short question to an index, four times a second while anyone listens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import psycopg

_NEWEST = """
    SELECT count(*), max(id) FROM streaming_change
    WHERE id > (SELECT max(id) - 256 FROM streaming_change)
"""


class PostgresSignals:
    def __init__(self, address: str) -> None:
        self._connection = psycopg.connect(
            address, autocommit=True, connect_timeout=5, options="-c statement_timeout=5000"
        )
        self._connection.execute("SET default_transaction_read_only = on")
        self._newest: tuple[Any, ...] | None = None

    def changed(self) -> bool:
        # The number of rows too: of two writers the one with the smaller id may commit last.
        (newest,) = self.rows(_NEWEST)
        before, self._newest = self._newest, newest
        return before != newest

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._connection.execute(question.replace("?", "%s"), values).fetchall()

    def moment(self, moment: datetime) -> datetime:
        return moment

    def close(self) -> None:
        self._connection.close()
