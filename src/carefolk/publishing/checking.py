"""The only client of the guard inside the house.

Starts the guard's process on first need, starts it anew once when it has died or hangs, and
otherwise says that the text cannot be checked: nothing is published then. Verdicts are remembered
in memory by a digest under the place's key; no text is kept.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import logging
import os
import socket
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from carefolk.guard import Context, Verdict
from carefolk.guard.packs_loader import pack_versions
from carefolk.guard.wire import NotReadable, context_to_wire, verdict_from_wire
from carefolk.kit.errors import CarefolkError

SERVER = "carefolk.ops.guard_server"
REMEMBERED_FOR = timedelta(minutes=10)
REMEMBERED_AT_MOST = 2_000
ANSWER_SECONDS = 10.0
CHARACTERS_A_SECOND = 20_000
START_SECONDS = 30.0
_LONGEST_ANSWER = 32_000_000

log = logging.getLogger("carefolk.guard")


class CannotCheck(CarefolkError):
    """The guard does not answer. The text stays a draft; trying again later can work."""

    code, status, passing = "cannot-check", 503, True
    sentence = _(
        "We could not check your words just now, so nothing was sent. They are safe as a draft. "
        "Please try again in a minute."
    )


class _NoAnswer(Exception):
    """Why the guard did not answer, in words for the operator."""


def verdict_for(text: str, context: Context, *, now: datetime) -> Verdict:
    """What the guard says about a text.

    Args:
        text: the words, exactly as they would be stored.
        context: who writes, where and to whom.
        now: the time, for forgetting.

    Raises:
        CannotCheck: it did not answer, also after one new start.
    """
    digest = _digest(text, context)
    known = _memory.recall(digest, now=now)
    if known is not None:
        return known
    verdict = _asked(text, context)
    _memory.keep(digest, verdict, now=now)
    return verdict


def forget_all() -> None:
    """Forget every remembered verdict."""
    _memory.clear()


class _Memory:
    """Verdicts by digest, the newest kept; safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._verdicts: OrderedDict[bytes, tuple[datetime, Verdict]] = OrderedDict()

    def recall(self, digest: bytes, *, now: datetime) -> Verdict | None:
        with self._lock:
            since, verdict = self._verdicts.get(digest, (None, None))
            if since is None or not timedelta(0) <= now - since < REMEMBERED_FOR:
                self._verdicts.pop(digest, None)
                return None
            self._verdicts.move_to_end(digest)
            return verdict

    def keep(self, digest: bytes, verdict: Verdict, *, now: datetime) -> None:
        with self._lock:
            self._verdicts[digest] = (now, verdict)
            while len(self._verdicts) > REMEMBERED_AT_MOST:
                self._verdicts.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._verdicts.clear()


_memory = _Memory()


def _digest(text: str, context: Context) -> bytes:
    asked = [text, context_to_wire(context), pack_versions()]
    key = hashlib.sha256(f"guard verdicts {settings.SECRET_KEY}".encode()).digest()
    return hmac.digest(key, json.dumps(asked, sort_keys=True).encode(), "sha256")


def _asked(text: str, context: Context) -> Verdict:
    path = settings.CAREFOLK.guard_socket
    try:
        return _ask(path, text, context)
    except _NoAnswer as error:
        first = error
    try:
        _start(path, hangs=path.exists())
        return _ask(path, text, context)
    except _NoAnswer as error:
        log.error("the guard cannot check: %s; before that: %s", error, first)  # noqa: TRY400 - no values in logs
        raise CannotCheck from None


def _ask(path: Path, text: str, context: Context) -> Verdict:
    question = {"text": text, "context": context_to_wire(context)}
    seconds = ANSWER_SECONDS + len(text) / CHARACTERS_A_SECOND
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(seconds)
            line.connect(str(path))
            line.sendall(json.dumps(question).encode() + b"\n")
            with line.makefile("rb") as answers:
                answer = json.loads(answers.readline(_LONGEST_ANSWER) or b"{}")
    except (OSError, ValueError) as error:
        raise _NoAnswer(type(error).__name__) from None
    return _verdict(answer)


def _verdict(answer: dict[str, Any]) -> Verdict:
    if "verdict" not in answer:
        raise _NoAnswer(str(answer.get("error", "ended while answering")))
    try:
        return verdict_from_wire(answer["verdict"])
    except NotReadable as error:
        raise _NoAnswer(str(error)) from None


def _start(path: Path, *, hangs: bool) -> None:
    """Start the guard's process, unless another worker has done so meanwhile.

    Raises:
        _NoAnswer: it cannot be started.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _one_starter(path):
        if _listens(path) and not (hangs and not _answers(path)):
            return
        with path.with_suffix(".log").open("ab") as record:
            try:
                # S603: our own module and a path from the settings
                done = subprocess.run(  # noqa: S603
                    [sys.executable, "-m", SERVER, "--socket", str(path), "--detach"],
                    stdin=subprocess.DEVNULL,
                    stdout=record,
                    stderr=record,
                    env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                    timeout=START_SECONDS,
                    check=False,
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                raise _NoAnswer(f"cannot be started: {type(error).__name__}") from None
        if done.returncode:
            raise _NoAnswer(f"cannot be started, see {path.with_suffix('.log')}")


@contextmanager
def _one_starter(path: Path) -> Iterator[None]:
    """Several web workers find the guard gone at once; one of them starts it, the others wait."""
    with path.with_suffix(".lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _listens(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def _answers(path: Path) -> bool:
    try:
        _ask(path, "", Context())
    except _NoAnswer:
        return False
    return True
