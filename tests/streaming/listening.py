"""A page that listens, without a browser: calls the ASGI application and reads its events."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

WAIT = 10.0


@dataclass(frozen=True)
class Heard:
    kind: str
    status: int | None = None
    number: int = field(default=0, compare=False)


class Page:
    def __init__(self, app, path, *, session="", headers=(), query=""):
        cookies = [(b"cookie", f"theme=dark; sessionid={session}".encode())] if session else []
        self.scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": query.encode(),
            "headers": [*cookies, *((name.encode(), value.encode()) for name, value in headers)],
        }
        self.app = app
        self.status = 0
        self.headers = {}
        self.has_ended = asyncio.Event()
        self.takes_more = asyncio.Event()
        self.takes_more.set()
        self._leaves = asyncio.Event()
        self._started = asyncio.Event()
        self._parts = asyncio.Queue()
        self._text = ""

    async def open(self):
        self._task = asyncio.create_task(self.app(self.scope, self._receive, self._send))
        self._task.add_done_callback(lambda _task: self.has_ended.set())
        await asyncio.wait_for(self._started.wait(), WAIT)
        return self

    async def close(self):
        self._leaves.set()
        with suppress(asyncio.CancelledError):
            await asyncio.wait_for(self._task, WAIT)

    async def block(self):
        """The next lines up to an empty one."""
        while "\n\n" not in self._text:
            self._text += await asyncio.wait_for(self._parts.get(), WAIT)
        block, _empty, self._text = self._text.partition("\n\n")
        return block

    async def hears(self, count=1):
        """The next events; signs of life and the greeting are passed over."""
        heard = []
        while len(heard) < count:
            fields = dict(line.split(": ", 1) for line in (await self.block()).splitlines())
            if fields.get("event", "hello") == "hello":
                continue
            status = json.loads(fields["data"]).get("status")
            heard.append(Heard(fields["event"], status and int(status), int(fields["id"])))
        return heard

    async def ends(self):
        await asyncio.wait_for(self.has_ended.wait(), WAIT)

    async def _receive(self):
        await self._leaves.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message):
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
            self._started.set()
            return
        await self.takes_more.wait()
        self._parts.put_nowait(message["body"].decode())


@asynccontextmanager
async def listening(app, path, **options):
    page = await Page(app, path, **options).open()
    try:
        yield page
    finally:
        await page.close()
