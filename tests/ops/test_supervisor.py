import subprocess
import sys
import time
from pathlib import Path

import pytest

from carefolk.ops.supervisor import LONGEST_WAIT, end_guard, wait_before_restart

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]


def test_waits_double_up_to_half_a_minute():
    assert [wait_before_restart(number) for number in (1, 2, 3)] == [0.5, 1, 2]
    assert wait_before_restart(30) == LONGEST_WAIT


@pytest.fixture
def sleeper():
    """A process that names the given words in its command line."""
    started = []

    def start(*words):
        started.append(subprocess.Popen([*SLEEPER, *words]))
        # Linux ends the wait for the new program a moment before its command line stands.
        line = Path(f"/proc/{started[-1].pid}/cmdline")
        deadline = time.monotonic() + 10
        while words[-1].encode() not in line.read_bytes():
            assert time.monotonic() < deadline
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.processes
def test_the_guard_of_a_place_is_ended_by_its_process_id(tmp_path, sleeper):
    guard = sleeper("--socket", str(tmp_path / "guard.sock"))
    (tmp_path / "guard.pid").write_text(f"{guard.pid}\n")

    end_guard(tmp_path / "guard.sock")

    assert guard.wait(10) != 0
    assert not (tmp_path / "guard.pid").exists()


@pytest.mark.processes
def test_another_program_with_the_number_of_a_dead_guard_is_left_alone(tmp_path, sleeper):
    other = sleeper("--socket", "/somewhere/else.sock")
    (tmp_path / "guard.pid").write_text(f"{other.pid}\n")

    end_guard(tmp_path / "guard.sock")

    assert other.poll() is None


@pytest.mark.parametrize("content", ["", "soon", "999999999"])
def test_a_broken_or_old_process_id_harms_nobody(tmp_path, content):
    (tmp_path / "guard.pid").write_text(content)

    assert end_guard(tmp_path / "guard.sock") is None
