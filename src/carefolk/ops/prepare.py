"""Bring the database up to date and gather static files. Needs Django."""

from __future__ import annotations

import shutil
import warnings

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from carefolk.kit.config import Config
from carefolk.ops import prepared


def prepare(config: Config) -> str:
    """Make everything that pages and the worker need.

    Returns:
        What was done, in one line for the operator.
    """
    for folder in (config.data, config.media_dir, config.run_dir):
        folder.mkdir(parents=True, exist_ok=True)
    migrations = _migrate()
    call_command("createcachetable", verbosity=0)
    gathered = _gather_static(config)
    prepared.remember(config)
    parts = [
        f"{migrations} migrations applied" if migrations else "the database was up to date",
        "files of pages gathered" if gathered else "files of pages were up to date",
    ]
    return f"Ready: {', '.join(parts)}."


def _migrate() -> int:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        call_command("migrate", interactive=False, verbosity=0)
    return len(plan)


def _gather_static(config: Config) -> bool:
    target = settings.STATIC_ROOT
    mark = target / ".fingerprint"
    wanted = prepared.fingerprint_of_static()
    if mark.exists() and mark.read_text(encoding="ascii") == wanted:
        return False
    # Beside the old one first: pages that are open keep their styles until the new set is whole.
    fresh = config.data / "static-new"
    shutil.rmtree(fresh, ignore_errors=True)
    settings.STATIC_ROOT = fresh
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            call_command("collectstatic", interactive=False, verbosity=0)
    finally:
        settings.STATIC_ROOT = target
    (fresh / ".fingerprint").write_text(wanted, encoding="ascii")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return True
