"""A PostgreSQL cluster for one test run: in a temporary folder, reached by socket only."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nothing here is to survive, so nothing waits for the disk.
OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c max_connections=60 -c shared_buffers=64MB -c unix_socket_directories={folder}"
)


@contextmanager
def cluster(programs: Path) -> Iterator[str]:
    """Start a cluster and give the address of a database name in it.

    Args:
        programs: the folder with initdb and pg_ctl.
    """
    folder = Path(tempfile.mkdtemp(prefix="cf-pg-"))
    user = _unprivileged_user()
    if user:
        shutil.chown(folder, user)
    prefix = (
        ["setpriv", f"--reuid={user}", f"--regid={_group(user)}", "--clear-groups"] if user else []
    )
    data = folder / "data"
    control = [*prefix, str(programs / "pg_ctl"), "-D", str(data), "-s", "-w"]
    try:
        _run(
            [
                *prefix,
                str(programs / "initdb"),
                "-D",
                str(data),
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            cwd=folder,
        )
        _run(
            [*control, "-o", OPTIONS.format(folder=folder), "-l", str(folder / "log"), "start"],
            cwd=folder,
        )
        yield f"postgresql://postgres@/carefolk?host={folder}"
    finally:
        subprocess.run(
            [*control, "-m", "immediate", "stop"], cwd=folder, check=False, capture_output=True
        )
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root: the user of Debian's package, or nobody."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise SystemExit("no user to run PostgreSQL as (neither postgres nor nobody)")


def _group(user: str) -> int:
    return pwd.getpwnam(user).pw_gid


def _run(command: list[str], *, cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{command} failed:\n{done.stdout}{done.stderr}")
