"""Server-sent events for open pages: /streams/home and /streams/place.

The wire, as pages read it (HTML standard, server-sent events): `event` is new, edit, delete
(data `{"status": "<id>"}`), alert (`{}`), reset (`{}`: changes were missed, load anew) or hello
(`{}`, first of all); `id` is the number of the change, which the browser gives back as
Last-Event-ID when it connects again. `?after=` does the same for the first connection.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from functools import cache, partial
from http import HTTPStatus
from urllib.parse import urlsplit

from carefolk.kit import config as kit_config
from carefolk.kit.config import Config
from carefolk.streaming.hub import Channel, Full, Hub, Stream
from carefolk.streaming.signals import connect
from carefolk.streaming.wire import Exchange, Receive, Scope, Send

HEARTBEAT_SECONDS = 20.0
_CHANNELS = {f"/streams/{channel}": channel for channel in Channel}

log = logging.getLogger("carefolk.streams")


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    await _application()(scope, receive, send)


class Streams:
    """The ASGI application of one place.

    Args:
        hub: holds the streams.
        origins: addresses of pages that may listen, without a slash at the end.
        heartbeat: seconds of silence after which a sign of life is sent.
    """

    def __init__(
        self, hub: Hub, *, origins: Iterable[str], heartbeat: float = HEARTBEAT_SECONDS
    ) -> None:
        self._hub = hub
        self._origins = frozenset(origins)
        self._heartbeat = heartbeat

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match scope["type"]:
            case "lifespan":
                await self._live(receive, send)
            case "http":
                await self._answer(Exchange(scope, receive, send))
            case "websocket":
                await send({"type": "websocket.close", "code": 1008})

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._hub.start()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self._hub.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _answer(self, exchange: Exchange) -> None:
        exchange.extra = self._cors(exchange)
        path = exchange.scope["path"]
        if path == "/streams/health":
            await exchange.refuse(HTTPStatus.OK)
        elif path not in _CHANNELS:
            await exchange.refuse(HTTPStatus.NOT_FOUND)
        elif exchange.scope["method"] != "GET":
            await exchange.refuse(HTTPStatus.METHOD_NOT_ALLOWED)
        elif not self._may_ask(exchange):
            await exchange.refuse(HTTPStatus.FORBIDDEN)
        else:
            await self._stream(_CHANNELS[path], exchange)

    async def _stream(self, channel: Channel, exchange: Exchange) -> None:
        session = exchange.session
        try:
            visitor = await self._hub.visitor(session) if session else None
            if visitor is None:
                await exchange.refuse(HTTPStatus.UNAUTHORIZED)
                return
            stream = await self._hub.open(session, visitor, channel, after=exchange.after)
        except Full as full:
            await exchange.refuse(
                HTTPStatus.TOO_MANY_REQUESTS if full.own else HTTPStatus.SERVICE_UNAVAILABLE
            )
            return
        except Exception as error:  # noqa: BLE001 - whatever a database says, the reader may try again
            log.warning("streams: cannot open one (%s)", type(error).__name__)
            await exchange.refuse(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        try:
            await self._until_either_goes(stream, exchange)
        finally:
            self._hub.leave(stream)

    async def _until_either_goes(self, stream: Stream, exchange: Exchange) -> None:
        talking = asyncio.ensure_future(self._talk(stream, exchange))
        gone = asyncio.ensure_future(exchange.gone())
        try:
            await asyncio.wait({talking, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (talking, gone):
                task.cancel()
            await asyncio.gather(talking, gone, return_exceptions=True)

    async def _talk(self, stream: Stream, exchange: Exchange) -> None:
        """Send until the stream is closed; a reader that takes nothing ends it by TimeoutError."""
        await exchange.begin()
        while True:
            try:
                # Not wait_for: on Python 3.11 it can swallow the cancelling of this task.
                async with asyncio.timeout(self._heartbeat):
                    event = await stream.events.get()
            except TimeoutError:
                await exchange.heartbeat(self._hub.delivered)
                continue
            if event is None:
                break
            await exchange.event(event)
        await exchange.end()

    def _may_ask(self, exchange: Exchange) -> bool:
        """Pages of this place only: with the cookie alone any site could listen in."""
        origin = exchange.headers.get("origin")
        if origin is not None:
            return origin in self._origins
        return exchange.headers.get("sec-fetch-site", "none") in ("same-origin", "none")

    def _cors(self, exchange: Exchange) -> dict[str, str]:
        origin = exchange.headers.get("origin", "")
        if origin not in self._origins:
            return {"vary": "Origin"}
        return {
            "vary": "Origin",
            "access-control-allow-origin": origin,
            "access-control-allow-credentials": "true",
        }


def from_config(config: Config) -> Streams:
    """The application for a place with these settings."""
    hub = Hub(connect=partial(connect, config), secret=kit_config.place_key(config))
    return Streams(hub, origins=_origins(config))


@cache
def _application() -> Streams:
    return from_config(kit_config.load())


def _origins(config: Config) -> set[str]:
    origins = {config.base_url}
    parts = urlsplit(config.base_url)
    if parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost"):
        # People type either; each has cookies of its own.
        origins |= {f"http://{host}:{parts.port or 80}" for host in ("127.0.0.1", "localhost")}
    return origins
