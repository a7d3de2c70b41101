"""Places for measuring: built once in bulk, kept under var/bench until the builder changes."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "bench"
SIZES = {"small": (50, 2_000), "large": (5_000, 200_000)}
SERVER_ADDRESS = os.environ.get("BENCH_DATABASE", "")
"""A PostgreSQL server: postgresql://user@/any?host=…; the databases carefolk_bench_* are ours."""


@dataclass(frozen=True)
class Place:
    """A built place. Attributes: environ: for every process that works with it."""

    name: str
    folder: Path
    environ: dict[str, str] = field(repr=False)

    def run(self, module: str, *arguments: str) -> str:
        """Run a module of this folder inside the place and return what it printed."""
        return subprocess.run(
            [sys.executable, "-m", f"bench.{module}", *arguments],
            cwd=ROOT,
            env=self.environ,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout


def vendor() -> str:
    return "postgresql" if SERVER_ADDRESS else "sqlite"


def built(name: str) -> Place:
    """The small or the large place, built when it is not there or of an older builder."""
    folder = KEPT / f"{vendor()}-{name}"
    place = Place(name, folder, environ_of(folder, database=_database(name)))
    stamp = folder / "built.json"
    wanted = _fingerprint(name)
    if stamp.exists() and json.loads(stamp.read_text())["fingerprint"] == wanted:
        place.run("_build", "migrate")
        return place
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if SERVER_ADDRESS:
        _fresh_database(name)
    started = time.monotonic()
    people, posts = SIZES[name]
    print(f"building the {name} place: {people} people, {posts} posts …", flush=True)
    try:
        place.run("_build", str(people), str(posts))
    finally:
        end_guard(folder)
    took = round(time.monotonic() - started)
    stamp.write_text(json.dumps({"fingerprint": wanted, "seconds": took}))
    return place


def environ_of(folder: Path, *, database: str = "", **changes: str) -> dict[str, str]:
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CAREFOLK_", "DJANGO_"))
    }
    environ |= {
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "CAREFOLK_DATA": str(folder),
        "CAREFOLK_DATABASE": database,
        "CAREFOLK_THROWAWAY": "false",
    }
    return environ | {f"CAREFOLK_{name.upper()}": value for name, value in changes.items()}


def seconds_to_build(name: str) -> int:
    stamp = KEPT / f"{vendor()}-{name}" / "built.json"
    return int(json.loads(stamp.read_text())["seconds"])


def end_guard(folder: Path) -> None:
    """End the guard's process of a place that is not served by a supervisor, and wait for it."""
    with suppress(OSError, ValueError):
        guard = int((folder / "run" / "guard.pid").read_text())
        # A stale file may name a process of somebody else by now.
        if b"guard_server" not in Path(f"/proc/{guard}/cmdline").read_bytes():
            return
        os.kill(guard, signal.SIGTERM)
        while Path(f"/proc/{guard}").exists():
            time.sleep(0.05)


def _fingerprint(name: str) -> str:
    digest = hashlib.sha256(repr(SIZES[name]).encode())
    for path in sorted((ROOT / "src/carefolk/ops").glob("bulk*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _database(name: str) -> str:
    if not SERVER_ADDRESS:
        return ""
    head, _, options = SERVER_ADDRESS.partition("?")
    return f"{head.rsplit('/', 1)[0]}/carefolk_bench_{name}?{options}"


def _fresh_database(name: str) -> None:
    import psycopg  # optional: only where PostgreSQL is measured

    head, _, options = SERVER_ADDRESS.partition("?")
    address = f"{head.rsplit('/', 1)[0]}/postgres?{options}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS carefolk_bench_{name}")
        connection.execute(f"CREATE DATABASE carefolk_bench_{name}")
