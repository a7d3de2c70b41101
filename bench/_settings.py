"""The place's own settings; only the plain view is added."""

from __future__ import annotations

from carefolk.main.settings import *  # noqa: F403 - the same settings

ROOT_URLCONF = "bench._urls"
