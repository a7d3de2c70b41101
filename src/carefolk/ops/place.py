"""Getting a place ready for a command."""

from __future__ import annotations

import os
from collections.abc import Mapping

from carefolk.kit import config as kit_config
from carefolk.kit.config import Config

SETTINGS_MODULE = "carefolk.main.settings"


def configure(changes: Mapping[str, str] | None = None) -> Config:
    """The settings of the place.

    Args:
        changes: settings given on the command line, by name. They win over the environment and
            are handed on to child processes through it.

    Raises:
        ConfigError: with one line for the operator.
    """
    for name, value in (changes or {}).items():
        os.environ[kit_config.variable_of(name)] = value
    config = kit_config.load()
    # Child processes may start in another folder.
    os.environ[kit_config.variable_of("data")] = str(config.data)
    return config


def start_django() -> Config:
    """Load Django with the settings of the place. Raises ConfigError."""
    config = configure()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
    import django  # slow import: only for commands that need the database

    django.setup()
    return config


def what_the_database_says(error: Exception) -> str:
    """One line for the operator when a command met a database that is not ready.

    Returns:
        What to do about it; empty for every other error, which is a mistake of ours.
    """
    from django.db import OperationalError, ProgrammingError  # slow import: only after an error

    if not isinstance(error, OperationalError | ProgrammingError):
        return ""
    said = str(error).partition("\n")[0]
    if any(sign in said for sign in ("no such table", "no such column", "does not exist")):
        return "the database is not up to date. Run carefolk migrate first."
    if isinstance(error, OperationalError):
        return f"the database does not answer ({said}). Run carefolk doctor."
    return ""
