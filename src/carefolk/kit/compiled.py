"""Queries asked for every page: their SQL is made once, then run with other values.

Django writes the SQL of a queryset anew for each request. For a query that asks in one breath
who may see what, that takes ten times as long as its answer. The rule stays where it is, in the
queryset; only its SQL is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import connections
from django.db.models import QuerySet

NOW = datetime(1901, 2, 3, 4, 5, 6, 7, tzinfo=UTC)
"""Stands for the present moment while SQL is made."""


class NotCompilable(Exception):
    """The queryset cannot be kept as SQL: a slot is missing in it, or a column needs converting."""


class Compiled:
    """The SQL of a `values_list` queryset, with slots for the values that change."""

    def __init__(self, rows: QuerySet[Any, Any], slots: Mapping[str, int | datetime]) -> None:
        """Make the SQL.

        Args:
            rows: built with the values of `slots`, which occur nowhere else in it. Its columns
                are numbers and texts.
            slots: name -> the value that stands for it.

        Raises:
            NotCompilable: a slot is missing in the SQL, or a column needs converting.
        """
        self._alias = rows.db
        compiler = rows.query.get_compiler(using=self._alias)
        self._sql, given = compiler.as_sql()
        if compiler.get_converters([expression for expression, _sql, _name in compiler.select]):
            raise NotCompilable("a column needs converting")
        names = {self._adapted(value): name for name, value in slots.items()}
        self._given = [(each, names.get(each)) for each in given]
        if missing := set(slots) - {name for _each, name in self._given}:
            raise NotCompilable(f"{sorted(missing)} not in the SQL")

    def rows(self, values: Mapping[str, int | datetime]) -> list[tuple[Any, ...]]:
        """Run it with these values in the slots, on this thread's connection."""
        adapted = {name: self._adapted(value) for name, value in values.items()}
        given = [each if name is None else _like(each, adapted[name]) for each, name in self._given]
        with connections[self._alias].cursor() as cursor:
            cursor.execute(self._sql, given)
            return list(cursor.fetchall())

    def _adapted(self, value: int | datetime) -> Any:
        if isinstance(value, datetime):
            return connections[self._alias].ops.adapt_datetimefield_value(value)
        return value


def _like(given: Any, value: Any) -> Any:
    """PostgreSQL's driver marks the width of a number by its type; the new one keeps it."""
    return type(given)(value) if isinstance(value, int) else value
