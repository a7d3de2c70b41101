"""The examples for a server fit the place: its ports, its command, its streams."""

import shlex
from pathlib import Path

import pytest

from carefolk.kit.config import Config
from carefolk.ops.cli import make_parser

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"


@pytest.mark.parametrize("name", ["Caddyfile", "nginx.conf"])
def test_a_proxy_sends_streams_unheld_to_their_own_port(name):
    text = (DEPLOY / name).read_text(encoding="utf-8")
    pages = Config()
    head, _, rest = text.partition("/streams/")
    streams, _, others = rest.partition("}")

    assert f"127.0.0.1:{pages.stream_listen_port}" in streams
    assert "flush_interval -1" in streams or "proxy_buffering off" in streams
    assert f"127.0.0.1:{pages.port}" in head + others


def test_the_unit_starts_a_command_that_exists():
    lines = (DEPLOY / "carefolk.service").read_text(encoding="utf-8").splitlines()
    started = next(line.partition("=")[2] for line in lines if line.startswith("ExecStart="))
    program, *arguments = shlex.split(started)

    assert program.endswith("/.venv/bin/carefolk")
    make_parser().parse_args(arguments)
