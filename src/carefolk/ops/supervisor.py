"""Keeps the processes of a place running, and stops them all together.

It does not start the guard: the guard costs 150 MB and is started by whoever first needs it.
It does end it when the place stops.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
# A process that ran this long was well; its next failure starts from the shortest wait again.
WELL_AFTER = 60.0
GRACE = 12.0
TICK = 0.25
PR_SET_PDEATHSIG = 1

log = logging.getLogger("carefolk.serve")


def wait_before_restart(failures: int) -> float:
    """Seconds to wait after so many failures in a row: doubling from half a second to thirty."""
    return float(min(FIRST_WAIT * 2 ** (failures - 1), LONGEST_WAIT))


@dataclass
class Part:
    """One process of the place and what became of it."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    failures: int = 0
    restart_at: float | None = None

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None


@dataclass
class Supervisor:
    """Starts parts, restarts those that die, stops all of them.

    Attributes:
        parts: the processes, in the order they are started.
        guard_socket: the guard that this place's processes may have started; ended with it.
        stop: set it to end `run`.
    """

    parts: Sequence[Part]
    guard_socket: Path | None = None
    stop: Event = field(default_factory=Event)

    def start(self, *names: str) -> None:
        """Start the named parts; without names, all that have not been started."""
        for part in self.parts:
            if part.process is None and (not names or part.name in names):
                self._start(part)

    def run(self) -> None:
        """Watch until `stop` is set."""
        while not self.stop.wait(TICK):
            self.look_after_all()

    def look_after_all(self) -> None:
        """Start again what has died, once its wait is over."""
        for part in self.parts:
            self._look_after(part)

    def shut_down(self) -> None:
        """End everything: first kindly, after twelve seconds by force."""
        running = [part for part in self.parts if part.is_running]
        for part in running:
            _signal(part, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for part in running:
            if part.process is None:
                continue
            try:
                part.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.warning("%s did not stop in time and is ended", part.name)
            # Also after a kind end: the group may hold children that outlived their parent.
            _signal(part, signal.SIGKILL)
            part.process.wait()
        if self.guard_socket is not None:
            end_guard(self.guard_socket)

    def _look_after(self, part: Part) -> None:
        now = time.monotonic()
        if part.is_running or part.process is None:
            return
        if part.restart_at is None:
            if now - part.started_at > WELL_AFTER:
                part.failures = 0
            part.failures += 1
            wait = wait_before_restart(part.failures)
            part.restart_at = now + wait
            log.error("%s ended (%s); starting it again in %g s", part.name, _how(part), wait)
            # Its children, such as the web server's workers, must not stand in the way.
            _signal(part, signal.SIGKILL)
        elif now >= part.restart_at:
            self._start(part)

    def _start(self, part: Part) -> None:
        part.process = subprocess.Popen(  # noqa: S603 - our own commands
            part.command,
            stdin=subprocess.DEVNULL,
            # A group of its own: Ctrl-C reaches only us, and we stop the others in order.
            process_group=0,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - this process has one thread
        )
        part.started_at = time.monotonic()
        part.restart_at = None


def end_guard(guard_socket: Path) -> None:
    """End the guard that listens on a socket, if there is one. Its process id lies beside it."""
    try:
        pid = int(guard_socket.with_suffix(".pid").read_text(encoding="ascii"))
    except (OSError, ValueError):
        return
    # After a crash the number may be another program's by now.
    if _names(pid, guard_socket):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
            _wait_until_gone(pid, seconds=5.0)
    guard_socket.with_suffix(".pid").unlink(missing_ok=True)


def _names(pid: int, path: Path) -> bool:
    try:
        return os.fsencode(path) in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False


def _wait_until_gone(pid: int, *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        os.kill(pid, 0)
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)


def _end_with_parent() -> None:
    """Linux: a child is told to stop when its parent is killed, so that none is orphaned."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _signal(part: Part, number: signal.Signals) -> None:
    if part.process is None:
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(part.process.pid, number)


def _how(part: Part) -> str:
    code = part.process.returncode if part.process else None
    if code is not None and code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"exit code {code}"
