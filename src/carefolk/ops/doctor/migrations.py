from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from carefolk.kit.config import Config
from carefolk.ops.doctor.finding import Finding


def check(config: Config) -> Iterator[Finding]:
    """The tables are those of this version."""
    del config
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield Finding(
            f"{len(missing)} changes to the database have not been made", "Run carefolk migrate."
        )
    unknown = set(executor.loader.applied_migrations) - set(executor.loader.graph.nodes)
    if unknown:
        yield Finding(
            f"the database is of a newer version than this program ({len(unknown)} changes)",
            "Install the version that was last used with it.",
        )
