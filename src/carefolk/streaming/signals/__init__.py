"""How the stream learns that the database changed, and reads it: one shape, two databases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from carefolk.kit.config import Config
from carefolk.streaming.signals.sqlite import SqliteSignals

BATCH = 500
"""How many values one question may list."""


class Signals(Protocol):
    """A connection of its own that only reads. Used by one thread, the one that opened it."""

    def changed(self) -> bool:
        """Has anyone written since this was last asked? The first answer is yes."""
        ...

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run SQL with `?` for each value."""
        ...

    def moment(self, moment: datetime) -> Any:
        """A time as this database compares it."""
        ...

    def close(self) -> None: ...


def connect(config: Config) -> Signals:
    """Open the database of the place. Raises what the driver raises when it cannot."""
    if config.database.startswith(("postgresql://", "postgres://")):
        from carefolk.streaming.signals.postgres import PostgresSignals  # psycopg costs memory

        return PostgresSignals(config.database)
    return SqliteSignals(str(config.sqlite_path))
