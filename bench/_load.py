"""A small load client on raw sockets: it costs far less than what it measures."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """One request, ready to send."""

    port: int
    path: str
    cookie: str

    def raw(self) -> bytes:
        return (
            f"GET {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Cookie: {self.cookie}\r\nAccept-Encoding: gzip\r\nAccept-Language: en-GB\r\n\r\n"
        ).encode()


class Line:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, raw: bytes) -> tuple[bytes, bytes]:
        """Send and read one answer: (head, body)."""
        self._socket.sendall(raw)
        got = b""
        while (end := got.find(b"\r\n\r\n")) < 0:
            got += self._more()
        head, body = got[:end], [got[end + 4 :]]
        wanted = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        missing = wanted - len(body[0])
        while missing > 0:
            body.append(self._more())
            missing -= len(body[-1])
        return head, b"".join(body)

    def _more(self) -> bytes:
        more = self._socket.recv(262_144)
        if not more:
            raise ConnectionError("the server closed the connection")
        return more

    def close(self) -> None:
        self._socket.close()


def throughput(asked: Sequence[Asked], *, seconds: float, connections: int = 4) -> float:
    """Answers a second, all connections always busy."""
    counts = [0] * connections
    until = time.perf_counter() + seconds

    def work(number: int) -> None:
        line, raws = Line(asked[0].port), [each.raw() for each in asked]
        turn = number
        while time.perf_counter() < until:
            head, _body = line.ask(raws[turn % len(raws)])
            if not head.startswith(b"HTTP/1.1 200"):
                raise RuntimeError(head.decode(errors="replace"))
            counts[number] += 1
            turn += 1
        line.close()

    started = time.perf_counter()
    threads = [threading.Thread(target=work, args=(each,)) for each in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.perf_counter() - started)


def seconds_each(asked: Sequence[Asked], *, times: int) -> list[float]:
    """How long each answer took, one after the other."""
    line, took = Line(asked[0].port), []
    for turn in range(times):
        raw = asked[turn % len(asked)].raw()
        started = time.perf_counter()
        line.ask(raw)
        took.append(time.perf_counter() - started)
    line.close()
    return took
