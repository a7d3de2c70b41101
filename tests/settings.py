"""The settings of a test run: the place's own, in a temporary folder of this run.

A module and not a fixture, because Django reads settings before any conftest is loaded.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# One root for the whole run: workers of pytest-xdist inherit the variable and add a folder each.
if "TEST_RUN_ROOT" not in os.environ:
    os.environ["TEST_RUN_ROOT"] = tempfile.mkdtemp(prefix="cf-test-")
RUN_ROOT = Path(os.environ["TEST_RUN_ROOT"])
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")

for name in [name for name in os.environ if name.startswith("CAREFOLK_")]:
    if name != "CAREFOLK_DATABASE":
        del os.environ[name]
os.environ["CAREFOLK_DATA"] = str(RUN_ROOT / WORKER)
# Loading the guard's models costs a second and 150 MB: once a run, not once a worker.
os.environ["CAREFOLK_GUARD_ADDRESS"] = str(RUN_ROOT / "guard.sock")
# Playwright leaves an event loop in the thread; Django would then refuse the database to every
# later test of the same worker.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

from carefolk.main.settings import *  # noqa: E402, F403 - only now do the variables stand
from carefolk.main.settings import CAREFOLK, DATABASES  # noqa: E402 - the same

# WhiteNoise warns of a missing folder, and warnings are errors here.
(CAREFOLK.data / "static").mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A real file: what is true of locks and of WAL is only true there.
    DATABASES["default"]["TEST"] = {"NAME": str(CAREFOLK.data / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
