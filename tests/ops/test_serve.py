"""The supervised processes, from outside: they are really started and really killed."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.running import Place, free_port, plain_environ, wait_until

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """The data folder of a place that is ready to start."""
    folder = tmp_path_factory.mktemp("prepared")
    environ = plain_environ() | {"CAREFOLK_DATA": str(folder)}
    subprocess.run([sys.executable, "-m", "carefolk.ops", "migrate"], env=environ, check=True)
    return folder


@pytest.fixture
def start(tmp_path, prepared):
    """Starts places that the test may break; they end with it."""
    started = []
    shutil.copytree(prepared, tmp_path / "d")

    def start_one(*arguments, folder=tmp_path / "d", **changes):
        started.append(Place.start(folder, *arguments, **changes))
        return started[-1]

    yield start_one
    for place in started:
        place.stop()


@pytest.fixture
def own_place(start):
    return start()


@pytest.fixture
def taken_port():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def children_of(pid: int) -> list[int]:
    processes = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [process for process in processes if parent_of(process) == pid]


def parent_of(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def tree_of(pid: int) -> list[int]:
    return [pid, *(deeper for child in children_of(pid) for deeper in tree_of(child))]


def command_of(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()


def part(place: Place, name: str) -> int:
    (pid,) = [pid for pid in children_of(place.process.pid) if name in command_of(pid)]
    return pid


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_place_answers_and_stops_cleanly_without_leaving_a_process(own_place):
    processes = tree_of(own_place.process.pid)
    assert len(processes) >= 4
    assert 0 < own_place.get("/account/login/") < 500

    own_place.stop()

    assert own_place.process.returncode == 0
    assert [pid for pid in processes if is_alive(pid)] == []
    assert "Traceback" not in own_place.log()


def test_nothing_is_left_when_the_supervisor_itself_is_killed(own_place):
    processes = tree_of(own_place.process.pid)

    own_place.process.kill()
    own_place.process.wait()

    wait_until(
        lambda: not any(is_alive(pid) for pid in processes), seconds=20, what="orphans to end"
    )


@pytest.mark.parametrize("name", ["carefolk.ops.web", "carefolk.ops worker"])
def test_a_part_that_dies_is_started_again_and_the_log_says_so(own_place, name):
    first = part(own_place, name)

    os.kill(first, signal.SIGKILL)

    wait_until(
        lambda: [
            pid
            for pid in children_of(own_place.process.pid)
            if pid != first and name in command_of(pid)
        ],
        seconds=20,
        what="a new process",
    )
    wait_until(lambda: own_place.get() > 0, seconds=20, what="an answer")
    assert "SIGKILL" in own_place.log()


def test_a_web_worker_that_dies_is_replaced(own_place):
    (worker,) = [
        pid
        for pid in children_of(part(own_place, "carefolk.ops.web"))
        if "resource_tracker" not in command_of(pid)
    ]

    os.kill(worker, signal.SIGKILL)

    wait_until(lambda: not is_alive(worker), seconds=10, what="its end")
    wait_until(lambda: own_place.get() > 0, seconds=20, what="an answer")


def serve(*arguments, **environ):
    return subprocess.run(
        [sys.executable, "-m", "carefolk.ops", "serve", *arguments],
        env=plain_environ() | environ,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_second_start_on_the_same_folder_is_refused_in_words(own_place):
    second = serve(CAREFOLK_DATA=str(own_place.folder))

    assert second.returncode == 1
    assert "already running" in second.stderr


def test_a_taken_port_is_passed_over_and_said(start, taken_port):
    place = start(port=taken_port)

    assert f"Port {taken_port} is taken" in place.log()
    assert not place.url.endswith(f":{taken_port}")
    assert place.get() > 0


def test_behind_a_proxy_a_taken_port_stops_the_start(tmp_path, taken_port):
    refused = serve(
        "--port",
        str(taken_port),
        CAREFOLK_DATA=str(tmp_path),
        CAREFOLK_PUBLIC_URL="https://care.example",
    )

    assert refused.returncode == 1
    assert refused.stderr.strip() == f"carefolk: port {taken_port} at 127.0.0.1 is taken"


def test_behind_a_proxy_a_taken_port_of_the_streams_stops_the_start(tmp_path, taken_port):
    refused = serve(
        "--port",
        str(free_port()),
        CAREFOLK_DATA=str(tmp_path),
        CAREFOLK_PUBLIC_URL="https://care.example",
        CAREFOLK_STREAM_PORT=str(taken_port),
    )

    assert refused.returncode == 1
    assert f"port {taken_port} at 127.0.0.1, for live streams, is taken" in refused.stderr


def test_a_second_start_keeps_data_and_prepares_nothing_anew(start):
    kept = ("secret.key", "static/.fingerprint", "prepared.json")
    first = start()
    first.stop()
    before = {name: (first.folder / name).stat().st_mtime_ns for name in kept}

    second = start()

    assert 0 < second.get("/account/login/") < 500
    assert {name: (second.folder / name).stat().st_mtime_ns for name in kept} == before


def test_a_place_whose_database_was_put_back_is_prepared_anew(start):
    first = start()
    first.stop()
    for file in first.folder.glob("carefolk.sqlite3*"):
        file.unlink()

    second = start()

    with closing(sqlite3.connect(second.folder / "carefolk.sqlite3")) as database:
        (tables,) = database.execute("SELECT count(*) FROM django_migrations").fetchone()
    assert tables > 0


def test_a_throwaway_place_is_gone_when_it_stops(start):
    place = start("--throwaway")
    (folder,) = re.findall(r"A throwaway place, in (\S+)\. ", place.log())
    assert (Path(folder) / "carefolk.sqlite3").exists()

    place.stop()

    assert place.process.returncode == 0
    assert not Path(folder).exists()


def test_a_wrong_setting_ends_the_start_with_one_line_that_names_it(tmp_path):
    wrong = serve(CAREFOLK_DATA=str(tmp_path), CAREFOLK_UNDO_SECONDS="soon")

    assert wrong.returncode == 2
    assert wrong.stderr.count("\n") == 1
    assert "undo_seconds" in wrong.stderr
    assert wrong.stdout == ""
