"""Whether a place is ready to serve, found out without loading Django.

A second start must answer at once; loading Django only to learn that nothing is to be done
would take most of that time.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from importlib import metadata
from pathlib import Path

from carefolk.kit.config import Config

PACKAGE = Path(__file__).resolve().parent.parent
# Their migrations and static files are ours to apply too.
BRING_THEIR_OWN = ("Django", "django-allauth", "whitenoise")


def is_prepared(config: Config) -> bool:
    """False when a migration or a static file is new, or the database is another one."""
    try:
        known = json.loads(_stamp(config).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(known == _state(config))


def remember(config: Config) -> None:
    """Note that the place is prepared as it is now."""
    _stamp(config).write_text(json.dumps(_state(config)), encoding="utf-8")


def fingerprint_of_static() -> str:
    """Changes when a static file of ours, or a package that brings some, changes."""
    digest = hashlib.sha256(_versions().encode())
    for path in _files(PACKAGE.glob("*/static/**/*")):
        digest.update(str(path.relative_to(PACKAGE)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _state(config: Config) -> dict[str, object]:
    names = [str(path.relative_to(PACKAGE)) for path in PACKAGE.glob("*/migrations/*.py")]
    gathered = config.data / "static" / ".fingerprint"
    return {
        "migrations": hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest(),
        "versions": _versions(),
        "static": fingerprint_of_static(),
        "gathered": gathered.read_text(encoding="ascii") if gathered.exists() else "",
        "database": hashlib.sha256(config.database.encode()).hexdigest(),
        "applied": _applied(config),
    }


def _applied(config: Config) -> int:
    """How many migrations the database says it has: a restored older one has fewer."""
    question = "SELECT count(*) FROM django_migrations"
    if config.database.startswith(("postgres://", "postgresql://")):
        import psycopg  # optional dependency: only where PostgreSQL is used

        try:
            with psycopg.connect(config.database, connect_timeout=5) as connection:
                row = connection.execute(question).fetchone()
                return int(row[0]) if row else 0
        except psycopg.Error:
            return -1
    path = config.sqlite_path
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            return int(database.execute(question).fetchone()[0])
    except sqlite3.Error:
        return -1


def _versions() -> str:
    return " ".join(f"{name}={metadata.version(name)}" for name in BRING_THEIR_OWN)


def _files(paths: Iterable[Path]) -> list[Path]:
    return sorted(path for path in paths if path.is_file())


def _stamp(config: Config) -> Path:
    return config.data / "prepared.json"
