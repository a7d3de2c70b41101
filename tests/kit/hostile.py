"""A peer that means harm, on loopback: each path misbehaves in its own bounded way."""

from __future__ import annotations

import gzip
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

MANY = 5_000
_BOMB = gzip.compress(b"\0" * 50_000_000)


@dataclass
class Peer:
    port: int
    asked: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        # The client gives up, which is what most tests want to see.
        with suppress(ConnectionError, TimeoutError, OSError):
            self._answer(self._path())

    def _path(self) -> str:
        path = self.rfile.readline().decode().split(" ")[1]
        while (line := self.rfile.readline().decode()) not in {"\r\n", ""}:
            if line.lower().startswith("host:"):
                self.server.peer.hosts.append(line.split(":", 1)[1].strip())
        self.server.peer.asked.append(path)
        return path

    def _answer(self, path: str) -> None:
        name, _, rest = path.lstrip("/").partition("?")
        getattr(self, f"_{name.replace('-', '_')}")(rest)

    def _say(self, text: str | bytes) -> None:
        self.wfile.write(text.encode() if isinstance(text, str) else text)

    def _whole(self, body: bytes, *headers: str) -> None:
        lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers]
        self._say("\r\n".join(lines) + "\r\n\r\n")
        self._say(body)

    def _plain(self, rest: str) -> None:
        self._whole(b"hello", "Content-Type: Text/HTML; charset=utf-8")

    def _gone(self, rest: str) -> None:
        self._say("HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")

    def _gzip(self, rest: str) -> None:
        self._whole(gzip.compress(b"packed"), "Content-Encoding: gzip")

    def _bomb(self, rest: str) -> None:
        self._whole(_BOMB, "Content-Encoding: gzip")

    def _half_gzip(self, rest: str) -> None:
        self._whole(gzip.compress(b"packed" * 99)[:20], "Content-Encoding: gzip")

    def _not_gzip(self, rest: str) -> None:
        self._whole(b"hello", "Content-Encoding: gzip")

    def _brotli(self, rest: str) -> None:
        self._whole(b"hello", "Content-Encoding: br")

    def _sized(self, rest: str) -> None:
        self._whole(b"x" * int(rest))

    def _endless(self, rest: str) -> None:
        self._say("HTTP/1.1 200 OK\r\n\r\n")
        for _ in range(MANY):
            self._say(b"x" * 10_000)

    def _headers(self, rest: str) -> None:
        self._say("HTTP/1.1 200 OK\r\n")
        for number in range(MANY):
            self._say(f"X-{number}: {'y' * 1000}\r\n")

    def _hints(self, rest: str) -> None:
        for _ in range(MANY):
            self._say("HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n")

    def _drip(self, rest: str) -> None:
        self._say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        self._slowly()

    def _drip_headers(self, rest: str) -> None:
        self._say("HTTP/1.1 200 OK\r\nX: ")
        self._slowly()

    def _slowly(self) -> None:
        # A byte every twentieth of a second: each comes well within any time-out of its own.
        for _ in range(200):
            self._say("y")
            if self.server.stopping.wait(0.05):
                return

    def _garbage(self, rest: str) -> None:
        self._say(b"\x00\x01\x02 this is not HTTP\r\n\r\n")

    def _short(self, rest: str) -> None:
        self._say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this")

    def _silent(self, rest: str) -> None:
        self.server.stopping.wait(10)

    def _to(self, rest: str) -> None:
        self._say(f"HTTP/1.1 302 Found\r\nLocation: {rest}\r\nContent-Length: 0\r\n\r\n")

    def _hops(self, rest: str) -> None:
        left = int(rest)
        self._to(f"/hops?{left - 1}" if left else "/plain")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    peer: Peer
    stopping: threading.Event


@contextmanager
def hostile_peer(*, tls: ssl.SSLContext | None = None) -> Iterator[Peer]:
    """The peer, until the block ends. Everything it does ends by itself within ten seconds."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.peer, server.stopping = Peer(port=server.server_address[1]), threading.Event()
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server.peer
        finally:
            server.stopping.set()
            server.shutdown()
            thread.join()
