"""Every check that is no test. Runs all of them, then says which failed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import system

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
STRICT = os.environ.get("STRICT") == "1"

CHECKS: dict[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "style": [str(BIN / "ruff"), "check", "--quiet", "."],
    "types": [str(BIN / "mypy")],
    "import contracts": [str(BIN / "lint-imports"), "--no-cache"],
    "migrations": [
        sys.executable,
        "-m",
        "django",
        "makemigrations",
        "--check",
        "--dry-run",
        "--settings",
        "tests.settings",
    ],
    "house checks": [sys.executable, "tools/checks/run.py"],
    "style sheets and scripts": ["tools/weblint/run"],
}


def main() -> int:
    failed = []
    for name, command in CHECKS.items():
        if name == "style sheets and scripts" and system.require(system.NPM) is None:
            if STRICT:
                failed.append(name)
            continue
        started = time.monotonic()
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            check=False,
            capture_output=True,
            text=True,
        )
        good = done.returncode == 0
        print(
            f"{'good  ' if good else 'FAILED'} {name} ({time.monotonic() - started:.0f} s)",
            flush=True,
        )
        if not good:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    if failed:
        print(f"lint: {', '.join(failed)} failed")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
