"""The guard's own process: holds the language model, answers on a Unix socket.

One line of JSON a request, `{"text": …, "context": {…}}`; one line an answer, `{"verdict": {…}}` or
`{"error": "too-long" | "not-readable" | "failed"}`. Nothing that comes in is kept, logged or
written. `python -m carefolk.ops.guard_server --socket PATH`; with `--detach` the command returns
when the guard listens, and with an error when it cannot.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import signal
import socketserver
import sys
import threading
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

from carefolk.guard import check
from carefolk.guard.names_model import ModelMissing
from carefolk.guard.names_model import load as load_model
from carefolk.guard.packs_loader import WrongPack, shipped_packs
from carefolk.guard.wire import NotReadable, context_from_wire, verdict_to_wire

LONGEST_REQUEST = 4_000_000
IDLE_SECONDS = 60.0
CANNOT_START = 3
_READY = b"ready"

log = logging.getLogger("carefolk.guard")


def main(arguments: list[str] | None = None) -> int:
    """Serve until told to end. Returns 0, or 3 when the guard cannot start."""
    parser = argparse.ArgumentParser(description="The guard's own process.")
    parser.add_argument("--socket", type=Path, required=True, help="where to listen")
    parser.add_argument("--detach", action="store_true", help="go on in the background")
    args = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    if args.detach:
        return _serve_detached(args.socket)
    return serve(args.socket)


def serve(path: Path, *, ready: int | None = None) -> int:
    """Load the model and answer until SIGTERM.

    Args:
        path: the socket; made readable for the owner only.
        ready: a file descriptor to write to once listening.
    """
    try:
        load_model()
        shipped_packs()
        check("Ready when Mrs Example is.", context_from_wire({}))
    except (ModelMissing, WrongPack) as error:
        log.error("the guard cannot start: %s", error)  # noqa: TRY400 - one line for the operator
        return CANNOT_START
    _end_predecessor(_pid_path(path), path)
    with _Server(path) as server:
        signal.signal(signal.SIGTERM, server.end)
        signal.signal(signal.SIGINT, server.end)
        _pid_path(path).write_text(f"{os.getpid()}\n", encoding="ascii")
        if ready is not None:
            os.write(ready, _READY)
            os.close(ready)
        log.info("the guard listens")
        server.serve_forever(poll_interval=0.5)
    return 0


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """One thread a client; one check at a time, which keeps memory flat."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, path: Path) -> None:
        self.path = path
        self.turn = threading.Lock()
        # Bound under another name and moved into place: the address exists only when it answers.
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            super().__init__(str(fresh), _Client)
        finally:
            os.umask(before)
        fresh.replace(path)
        self.inode = path.stat().st_ino

    def end(self, _number: int, _frame: FrameType | None) -> None:
        # shutdown() waits for the loop that this signal has interrupted
        threading.Thread(target=self.shutdown, daemon=True).start()

    def service_actions(self) -> None:
        """End when the socket was taken away or given to a successor."""
        if not self._owns_path():
            threading.Thread(target=self.shutdown, daemon=True).start()

    def server_close(self) -> None:
        super().server_close()
        if self._owns_path():
            self.path.unlink(missing_ok=True)
            _pid_path(self.path).unlink(missing_ok=True)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # The default prints a traceback, whose values may be someone's words.
        log.warning("a client was lost: %s", getattr(sys.exc_info()[0], "__name__", "unknown"))

    def _owns_path(self) -> bool:
        try:
            return self.path.stat().st_ino == self.inode
        except OSError:
            return False


class _Client(socketserver.StreamRequestHandler):
    timeout = IDLE_SECONDS
    server: _Server

    def handle(self) -> None:
        with suppress(TimeoutError, BrokenPipeError, ConnectionResetError):
            while line := self.rfile.readline(LONGEST_REQUEST + 1):
                too_long = len(line) > LONGEST_REQUEST
                answer = {"error": "too-long"} if too_long else self._answer(line)
                self.wfile.write(json.dumps(answer).encode() + b"\n")
                if too_long:
                    return

    def _answer(self, line: bytes) -> dict[str, Any]:
        try:
            question = json.loads(line)
            text, context = question["text"], context_from_wire(question["context"])
            if not isinstance(text, str):
                return {"error": "not-readable"}
            with self.server.turn:
                return {"verdict": verdict_to_wire(check(text, context))}
        except (ValueError, KeyError, TypeError, AttributeError, NotReadable) as error:
            log.warning("a request could not be read: %s", type(error).__name__)
            return {"error": "not-readable"}
        except Exception as error:  # noqa: BLE001 - an answer must come; nothing is published then
            log.error("a check failed: %s", type(error).__name__)  # noqa: TRY400 - no words in logs
            return {"error": "failed"}


def _serve_detached(path: Path) -> int:
    """Go on in a child of its own session; return when it listens or has ended."""
    reader, writer = os.pipe()
    if os.fork():
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            return 0 if pipe.read() == _READY else CANNOT_START
    os.close(reader)
    os.setsid()
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - a device, not a path of the place
        os.dup2(nothing.fileno(), 0)
    code = CANNOT_START
    try:
        code = serve(path, ready=writer)
    finally:
        os._exit(code)


def _pid_path(path: Path) -> Path:
    return path.with_suffix(".pid")


def _end_predecessor(pid_path: Path, path: Path) -> None:
    """End a guard that holds this socket and hangs; whoever starts a second one found it so."""
    try:
        pid = int(pid_path.read_text(encoding="ascii"))
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return
    if pid != os.getpid() and os.fsencode(path) in command:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
