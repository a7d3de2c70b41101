"""Runs the tests: the everyday part, or all of them on both databases."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import postgres
import system

ROOT = Path(__file__).resolve().parent.parent
STRICT = os.environ.get("STRICT") == "1"
EVERYDAY = "not slow and not processes and not browser"
PROCESSES = str(max(2, min(os.cpu_count() or 2, 8)))
NO_TESTS = 5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--everyday", action="store_true")
    arguments, for_pytest = parser.parse_known_args()
    if arguments.everyday:
        return pytest("SQLite, everyday part", "-m", EVERYDAY, *for_pytest)
    return whole(for_pytest)


def whole(for_pytest: list[str]) -> int:
    """Everything, on SQLite and then on PostgreSQL. Says loudly what had to be left out."""
    codes = {}
    chromium = system.require(system.CHROMIUM)
    programs = system.require(system.POSTGRES)
    left_out = [] if chromium else ["-m", "not browser"]
    codes["SQLite"] = pytest("SQLite", *left_out, *for_pytest)
    if programs:
        with postgres.cluster(programs) as address:
            codes["PostgreSQL"] = pytest("PostgreSQL", *left_out, *for_pytest, database=address)
    print()
    for name, code in codes.items():
        print(f"tests on {name}: exit code {code}")
    missed = [
        program.without_it
        for program, found in ((system.CHROMIUM, chromium), (system.POSTGRES, programs))
        if not found
    ]
    for what in missed:
        print(f"SKIPPED: {what}")
    return int(any(codes.values()) or (STRICT and bool(missed)))


def pytest(title: str, *arguments: str, database: str = "") -> int:
    print(f"\n=== {title} ===", flush=True)
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith("CAREFOLK_")
    }
    if database:
        environ["CAREFOLK_DATABASE"] = database
    started = time.monotonic()
    code = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", PROCESSES, "--dist", "worksteal", *arguments],
        cwd=ROOT,
        env=environ,
        check=False,
    ).returncode
    print(f"{title}: {time.monotonic() - started:.0f} s", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
