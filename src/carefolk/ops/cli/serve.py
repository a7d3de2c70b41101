"""Start the place: web pages, live streams and the worker, watched over until Ctrl-C.

One of them dying is started again. The guard's process starts when it is first needed and ends
with the place. A port that is taken is passed over for the next free one.
"""

from __future__ import annotations

import argparse
import fcntl
import importlib.util
import logging
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from carefolk.kit.config import Config
from carefolk.ops import ports, prepared
from carefolk.ops.place import configure
from carefolk.ops.supervisor import Part, Supervisor

FAILED = 1
ANSWER_WITHIN = 60.0
FAILURES_AT_START = 3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="the port of the web pages (default 8000)")
    parser.add_argument(
        "--demo",
        action="store_true",
        help="a place with demo people and posts, loaded at the first start",
    )
    parser.add_argument(
        "--throwaway",
        action="store_true",
        help="for app developers: a temporary place with open sign-up, no confirmation mails and "
        "no limits, gone when it stops",
    )


def run(arguments: argparse.Namespace) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    try:
        with _folder(arguments) as changes:
            return _serve(configure(changes), stop)
    except ports.NoFreePort as error:
        print(f"carefolk: {error}", file=sys.stderr)
        return FAILED


def _serve(config: Config, stop: Event) -> int:
    with _only_one(config) as alone:
        if not alone:
            print(
                f"carefolk: this place is already running (folder {config.data}).", file=sys.stderr
            )
            return FAILED
        config = _with_free_ports(config)
        if not prepared.is_prepared(config) and _command("migrate", "--quiet") != 0:
            print("carefolk: the place could not be prepared; see above.", file=sys.stderr)
            return FAILED
        supervisor = Supervisor(parts=_parts(), guard_socket=_own_guard(config), stop=stop)
        try:
            # Pages first: the others would take the processor from the first answer.
            supervisor.start("web")
            if not _wait_for_answer(config, supervisor):
                return 0 if stop.is_set() else FAILED
            supervisor.start()
            _say_where(config)
            supervisor.run()
        finally:
            print("Stopping …", flush=True)
            supervisor.shut_down()
    print("Stopped.")
    return 0


def _parts() -> list[Part]:
    python = sys.executable
    parts = [
        Part("web", [python, "-m", "carefolk.ops.web"]),
        Part("worker", [python, "-m", "carefolk.ops", "worker"]),
    ]
    if importlib.util.find_spec("carefolk.streaming.asgi") is None:
        print("Live streams are not part of this version; pages work without them.")
    else:
        parts.insert(1, Part("streams", [python, "-m", "carefolk.ops.streams"]))
    return parts


def _own_guard(config: Config) -> Path | None:
    """The guard's socket; None for a guard that was named, which others may share."""
    return None if config.guard_address else config.guard_socket


@contextmanager
def _folder(arguments: argparse.Namespace) -> Iterator[dict[str, str]]:
    """The settings from the command line; for a throwaway place its folder, removed afterwards."""
    changes = {}
    if arguments.port is not None:
        changes["port"] = str(arguments.port)
    if arguments.demo:
        changes["demo"] = "true"
    if not arguments.throwaway:
        yield changes
        return
    folder = tempfile.mkdtemp(prefix="carefolk-")
    try:
        yield changes | {"throwaway": "true", "data": folder, "database": ""}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _only_one(config: Config) -> Iterator[bool]:
    """Two servers on one folder would run jobs twice as often and fight over the guard."""
    config.run_dir.mkdir(parents=True, exist_ok=True)
    with (config.run_dir / "serve.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
        else:
            yield True


def _with_free_ports(config: Config) -> Config:
    port = config.port
    if not ports.is_free(config.listen, port):
        if config.public_url:
            # A reverse proxy was told this port; moving on would leave people before a dead door.
            raise ports.NoFreePort(f"port {port} at {config.listen} is taken")
        port = ports.next_free(config.listen, port + 1)
        print(f"Port {config.port} is taken by another program; using {port}.")
    wanted = config.stream_port or port + 1
    stream_port = ports.next_free(config.listen, wanted, but_not={port})
    if config.public_url and stream_port != wanted:
        raise ports.NoFreePort(f"port {wanted} at {config.listen}, for live streams, is taken")
    return configure({"port": str(port), "stream_port": str(stream_port)})


def _command(*arguments: str) -> int:
    """Run another carefolk command in a process of its own, so that this one stays small."""
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "carefolk.ops", *arguments], check=False, process_group=0
    ).returncode


def _wait_for_answer(config: Config, supervisor: Supervisor) -> bool:
    deadline = time.monotonic() + ANSWER_WITHIN
    while time.monotonic() < deadline and not supervisor.stop.wait(0.05):
        if _answers(config):
            return True
        supervisor.look_after_all()
        if any(part.failures >= FAILURES_AT_START for part in supervisor.parts):
            break
    if not supervisor.stop.is_set():
        print("carefolk: the place does not start; see the lines above.", file=sys.stderr)
    return False


def _answers(config: Config) -> bool:
    host = f"[{config.listen}]" if ":" in config.listen else config.listen
    host = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(host, host)  # noqa: S104 - compared only
    request = urllib.request.Request(
        f"http://{host}:{config.port}/", headers={"Host": config.host}, method="HEAD"
    )
    opener = urllib.request.build_opener(_NoRedirects)
    try:
        opener.open(request, timeout=5).close()
    except urllib.error.HTTPError:
        return True  # an error page is an answer too
    except OSError:
        return False
    return True


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object, **__: object) -> None:
        return None


def _say_where(config: Config) -> None:
    print(f"\n{config.name} runs at {config.base_url}", flush=True)
    if config.demo and _command("demo") != 0:
        print("The place runs without demo people.")
    if config.throwaway:
        print(f"A throwaway place, in {config.data}. All of it is gone when it stops.")
    print("Stop it with Ctrl-C.", flush=True)
