"""The place's own web process (granian) on loopback, with the plain view beside its pages."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench._load import Asked, Line
from bench._place import ROOT, Place

START_WITHIN = 60.0


@contextmanager
def serving(place: Place, *, port: int, answers_from: str) -> Iterator[None]:
    """Serve the place until the block ends.

    Args:
        answers_from: the folder with the bytes of the plain view.
    """
    environ = place.environ | {
        "DJANGO_SETTINGS_MODULE": "bench._settings",
        "CAREFOLK_PORT": str(port),
        "BENCH_BYTES": answers_from,
    }
    process = subprocess.Popen([sys.executable, "-m", "carefolk.ops.web"], cwd=ROOT, env=environ)
    try:
        _wait(port)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int) -> None:
    until = time.monotonic() + START_WITHIN
    while True:
        try:
            line = Line(port)
            line.ask(Asked(port, "/", "").raw())
            line.close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


@contextmanager
def folder_for_bytes() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="cf-bench-") as folder:
        yield Path(folder)
