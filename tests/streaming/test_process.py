"""The stream as it runs: a process of its own, and real connections."""

import http.client
import json
import os
import socket
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from django.conf import settings

from tests.notifications import rows
from tests.running import free_port, status_of, wait_until
from tests.streaming import acts
from tests.streaming.test_kill_switch import sign_out

pytestmark = pytest.mark.processes
ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def port(config):
    port = free_port()
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith("CAREFOLK_")
    } | {
        "CAREFOLK_DATA": str(config.data),
        "CAREFOLK_DATABASE": config.database,
        "CAREFOLK_PORT": str(port),
        "PYTHONPATH": str(ROOT / "src"),
    }
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--no-ws"]
    process = subprocess.Popen(
        [*command, "--port", str(port), "carefolk.streaming.asgi:application"], env=environ
    )
    try:
        wait_until(
            lambda: status_of(f"http://127.0.0.1:{port}/streams/health") == 200,
            seconds=30,
            what="the streams to answer",
        )
        yield port
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def ask(port):
    """Asks the process and gives its answer, still open; closes all of them at the end."""
    with ExitStack() as opened:

        def go(path, **headers):
            connection = opened.enter_context(
                closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20))
            )
            connection.request("GET", path, headers=headers)
            return opened.enter_context(closing(connection.getresponse()))

        yield go


def next_event(answer):
    fields = {}
    while line := answer.readline().decode().strip():
        name, _colon, value = line.partition(": ")
        fields[name] = value
    return fields


def events(answer):
    while not answer.isclosed():
        if "event" in (fields := next_event(answer)):
            yield fields


def test_the_stream_process_tells_signed_in_people_and_ends_when_they_sign_out(ask, asha, bron):
    rows.follow(bron.identity, asha.identity)
    answer = ask("/streams/home", Cookie=f"sessionid={bron.session}")
    assert answer.status == 200
    heard = events(answer)
    assert next(heard)["event"] == "hello"

    status = acts.publish(asha.identity)

    told = next(heard)
    assert (told["event"], json.loads(told["data"])) == ("new", {"status": str(status.pk)})
    missed = acts.publish(asha.identity)
    again = ask(
        "/streams/home",
        **{"Cookie": f"sessionid={bron.session}", "Last-Event-ID": told["id"]},
    )
    heard_again = events(again)
    assert [next(heard_again)["event"] for _each in range(2)] == ["hello", "new"]
    assert next(heard)["data"] == json.dumps({"status": str(missed.pk)})

    sign_out(bron)

    assert list(heard) == []
    assert ask("/streams/home", Cookie=f"sessionid={bron.session}").status == 401


def test_the_stream_process_needs_neither_models_nor_the_web(config):
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, carefolk.streaming.asgi; print([*sys.modules])",
        ],
        env={"PYTHONPATH": str(ROOT / "src"), "CAREFOLK_DATA": str(settings.CAREFOLK.data)},
        capture_output=True,
        text=True,
        check=True,
    )
    heavy = ("django.db", "django.contrib", "allauth", "psycopg", "carefolk.people")
    assert "carefolk.streaming.hub" in seen.stdout
    assert [name for name in heavy if name in seen.stdout] == []


def test_a_reader_that_never_reads_does_not_hold_memory_or_others(port, ask, asha, bron):
    rows.follow(bron.identity, asha.identity)
    request = f"GET /streams/home HTTP/1.1\r\nHost: x\r\nCookie: sessionid={asha.session}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=20) as silent:
        silent.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
        silent.sendall(request.encode())
        answer = ask("/streams/home", Cookie=f"sessionid={bron.session}")
        heard = events(answer)
        assert next(heard)["event"] == "hello"
        for _time in range(20):
            acts.publish(asha.identity)
        assert [next(heard)["event"] for _time in range(20)] == ["new"] * 20
