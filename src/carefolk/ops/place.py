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
