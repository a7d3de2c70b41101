"""One HTTP exchange of the streams: its request read, its answer written as ASGI wants it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from carefolk.streaming.hub import Event

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

SEND_SECONDS = 15.0
"""A reader whose line takes nothing for so long is gone."""
RETRY_MILLISECONDS = 4_000
SESSION_COOKIE = "sessionid"


@dataclass(slots=True)
class Exchange:
    """A request and the way to answer it.

    Attributes:
        headers: of the request, names in lower case.
        extra: headers that every answer gets.
    """

    scope: Scope
    receive: Receive
    send: Send
    headers: Mapping[str, str] = field(init=False)
    extra: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.headers = {
            name.decode("latin-1").lower(): value.decode("latin-1")
            for name, value in self.scope["headers"]
        }

    @property
    def session(self) -> str:
        """The key in the session cookie, or empty."""
        for part in self.headers.get("cookie", "").split(";"):
            name, found, value = part.strip().partition("=")
            if found and name == SESSION_COOKIE:
                return value.strip('"')[:64]
        return ""

    @property
    def after(self) -> int | None:
        """The change after which to go on: Last-Event-ID, or `?after=` the first time."""
        query = parse_qs(self.scope.get("query_string", b"").decode("latin-1"))
        written = self.headers.get("last-event-id") or query.get("after", [""])[0]
        if not (written.isascii() and written.isdigit() and len(written) <= 18):
            return None
        return int(written)

    async def refuse(self, status: HTTPStatus) -> None:
        """Answer with a status and its name."""
        headers = {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store"}
        if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
            headers["retry-after"] = "30"
        await self._start(status, headers)
        await self._part(f"{status.phrase}\n".encode(), more=False)

    async def begin(self) -> None:
        """Start a stream of events."""
        headers = {
            "content-type": "text/event-stream; charset=utf-8",
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
            # Reverse proxies would otherwise gather events before they pass them on.
            "x-accel-buffering": "no",
        }
        await self._start(HTTPStatus.OK, headers)
        await self._part(f"retry: {RETRY_MILLISECONDS}\n\n".encode())

    async def event(self, event: Event) -> None:
        data = {} if event.status is None else {"status": str(event.status)}
        lines = (f"event: {event.kind}", f"id: {event.number}", f"data: {json.dumps(data)}")
        await self._part("\n".join((*lines, "", "")).encode())

    async def heartbeat(self, position: int) -> None:
        """Shows that the line lives and moves Last-Event-ID on; pages notice nothing.

        Source: HTML standard, 9.2.6: an event without data sets the id and is not dispatched.
        """
        await self._part(f"id: {position}\n\n".encode())

    async def end(self) -> None:
        await self._part(b"", more=False)

    async def gone(self) -> None:
        """Waits until the reader has gone."""
        while (await self.receive())["type"] != "http.disconnect":
            pass

    async def _start(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        pairs = [
            (name.encode(), value.encode("latin-1"))
            for name, value in {**headers, **self.extra}.items()
        ]
        await self.send({"type": "http.response.start", "status": int(status), "headers": pairs})

    async def _part(self, body: bytes, *, more: bool = True) -> None:
        message = {"type": "http.response.body", "body": body, "more_body": more}
        async with asyncio.timeout(SEND_SECONDS):
            await self.send(message)
