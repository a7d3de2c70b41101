"""A place that runs, for tests that look at it from outside."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
START_WITHIN = 60.0
STOP_WITHIN = 30.0


@dataclass
class Place:
    """`carefolk serve` in a folder of its own.

    Attributes:
        url: its address, without a slash at the end.
        folder: its data folder; mails are files in `folder / "mail"`.
    """

    url: str
    folder: Path
    environ: dict[str, str]
    process: subprocess.Popen[bytes]
    shell: subprocess.Popen[str] | None = None

    @classmethod
    def start(
        cls, folder: Path, *arguments: str, port: int = 0, database: str = "", **changes: str
    ) -> Place:
        """Start a place and wait for its first answer.

        Args:
            folder: its data folder; kept when it exists.
            arguments: for `carefolk serve`.
            port: 0 for any free one.
            database: a PostgreSQL address beside which a fresh database is made.
            changes: further settings, by name.
        """
        folder.mkdir(parents=True, exist_ok=True)
        environ = plain_environ()
        if guard := os.environ.get("CAREFOLK_GUARD_ADDRESS"):
            environ["CAREFOLK_GUARD_ADDRESS"] = guard
        environ["CAREFOLK_DATA"] = str(folder)
        if database:
            environ["CAREFOLK_DATABASE"] = _own_database(database, folder)
        environ |= {f"CAREFOLK_{name.upper()}": value for name, value in changes.items()}
        port = str(port or free_port())
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "carefolk.ops", "serve", "--port", port, *arguments],
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        place = cls(f"http://127.0.0.1:{port}", folder, environ, process)
        place._wait()
        return place

    def call(self, function: str, **arguments: Any) -> Any:
        """Run "module:function" inside the place, with its settings and its database.

        Arguments and result travel as JSON. One process answers all calls.
        """
        if self.shell is None:
            self.shell = subprocess.Popen(
                [sys.executable, "-m", "tests.running_shell"],
                env=self.environ,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self.shell.stdin is not None
        assert self.shell.stdout is not None
        self.shell.stdin.write(json.dumps([function, arguments]) + "\n")
        self.shell.stdin.flush()
        answer = json.loads(self.shell.stdout.readline())
        if "error" in answer:
            raise AssertionError(f"{function} failed in the place:\n{answer['error']}")
        return answer["result"]

    def get(self, path: str = "/") -> int:
        """The status code of a page, seen by a stranger, redirects not followed."""
        return status_of(self.url + path)

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def stop(self) -> None:
        if self.process.returncode is not None:
            return
        if self.shell is not None:
            assert self.shell.stdin is not None
            self.shell.stdin.close()
            self.shell.wait(STOP_WITHIN)
            assert self.shell.stdout is not None
            self.shell.stdout.close()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(STOP_WITHIN)

    def _wait(self) -> None:
        wait_until(
            lambda: self.process.poll() is not None or "Stop it with" in self.log(),
            seconds=START_WITHIN,
            what="the place to start",
        )
        if self.process.poll() is not None:
            raise AssertionError(f"the place did not start:\n{self.log()}")
        self.url = re.findall(r" runs at (http\S+)", self.log())[-1]


def plain_environ() -> dict[str, str]:
    """The environment of a process that is to see none of this test run's settings."""
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CAREFOLK_", "DJANGO_"))
    }
    environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return environ


def status_of(url: str) -> int:
    """The status code at an address; 0 when nobody answers."""

    class NoRedirects(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object, **__: object) -> None:
            return None

    try:
        with urllib.request.build_opener(NoRedirects).open(url, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return 0


def wait_until(condition: Any, *, seconds: float, what: str) -> None:
    """Look every 20 ms until the condition holds; for processes, which no fake clock reaches."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s for {what}")
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def find_chromium() -> str:
    """Debian's Chromium; a missing one skips the test (and fails a strict run)."""
    for name in ("chromium", "chromium-browser"):
        if path := shutil.which(name):
            return path
    pytest.skip("Chromium is not installed (apt-get install chromium)")


def _own_database(address: str, folder: Path) -> str:
    """A fresh PostgreSQL database beside the tests' own."""
    import psycopg  # optional dependency: only in runs on PostgreSQL
    from psycopg.conninfo import conninfo_to_dict  # the same

    parts = conninfo_to_dict(address)
    name = f"place_{folder.parent.name}"
    with psycopg.connect(**(parts | {"dbname": "postgres"}), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    head, _, tail = address.partition("?")
    return head.rsplit("/", 1)[0] + f"/{name}" + (f"?{tail}" if tail else "")
