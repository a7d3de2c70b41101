"""Holds the open streams, learns what happened, and tells each what is for it.

One task looks four times a second while anyone listens, and rests otherwise. All reading happens
in one thread with one connection; nothing here imports Django's models.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from carefolk.streaming import channels, sessions
from carefolk.streaming.channels import Change, Told
from carefolk.streaming.sessions import Visitor
from carefolk.streaming.signals import Signals

R = TypeVar("R")

LOOK_SECONDS = 0.25
RECHECK_SECONDS = 3.0
REST_AFTER_FAILURE = 1.0
MOST_IN_ALL = 1_000
MOST_OF_A_SESSION = 6
MOST_OF_A_PERSON = 18
WAITING_EVENTS = 100
"""A stream with more events unsent than this reads too slowly and is closed."""
MOST_REPLAYED = 300
# Of two writers on PostgreSQL the one with the smaller number may commit last.
LOOK_BACK = 200
AT_ONCE = 500
LATE_SECONDS = 120.0

log = logging.getLogger("carefolk.streams")


class Channel(StrEnum):
    HOME = "home"
    PLACE = "place"


class Full(Exception):
    """Too many streams: of this session or person (`own`), or in all."""

    def __init__(self, *, own: bool) -> None:
        super().__init__()
        self.own = own


@dataclass(frozen=True, slots=True)
class Event:
    """What a page is told: a kind and the id of a status, nothing more.

    Attributes:
        kind: new, edit, delete, alert; reset when changes were missed and the page should load
            anew.
        number: of the change; the page gives it back to go on from there.
        status: id of the status, or None.
    """

    kind: str
    number: int
    status: int | None = None


@dataclass(eq=False, slots=True)
class Stream:
    """One open connection.

    Attributes:
        session: key of the session it was opened with.
        visitor: whom that session signs in.
        channel: home or place.
        events: what is still to be sent; None ends it.
    """

    session: str
    visitor: Visitor
    channel: Channel
    events: asyncio.Queue[Event | None] = field(
        default_factory=lambda: asyncio.Queue(WAITING_EVENTS + 1)
    )
    is_closed: bool = False
    after: int = 0
    _told: OrderedDict[int, None] = field(default_factory=OrderedDict)

    def tell(self, event: Event) -> None:
        if self.is_closed:
            return
        if event.kind == "new" and event.status is not None and not self._is_fresh(event.status):
            return
        if self.events.qsize() >= WAITING_EVENTS:
            self.close()
            return
        self.events.put_nowait(event)

    def close(self) -> None:
        """What waits is dropped, so that a closed stream ends at once."""
        self.is_closed = True
        while not self.events.empty():
            self.events.get_nowait()
        self.events.put_nowait(None)

    def _is_fresh(self, status: int) -> bool:
        if status in self._told:
            return False
        self._told[status] = None
        if len(self._told) > MOST_REPLAYED:
            self._told.popitem(last=False)
        return True


class Hub:
    """See the module.

    Args:
        connect: opens the database, in the thread that will use it.
        secret: key of the place, for sessions.

    Attributes:
        delivered: number of the change up to which all streams have been told.
    """

    def __init__(self, *, connect: Callable[[], Signals], secret: str) -> None:
        self._connect = connect
        self._secret = secret
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="streams-database")
        self._signals: Signals | None = None
        self._streams: set[Stream] = set()
        self._busy = asyncio.Lock()
        self._someone = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._position = 0
        self.delivered = 0
        self._seen: set[int] = set()
        self._late: dict[int, tuple[Change, float]] = {}
        self._checked_at = 0.0

    def start(self) -> None:
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        for stream in list(self._streams):
            stream.close()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None
        await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
        self._thread.shutdown(wait=False)

    async def visitor(self, session: str) -> Visitor | None:
        """Whom a session signs in at this moment."""
        found = await self._read(self._visitors, {session})
        return found.get(session)

    async def open(
        self, session: str, visitor: Visitor, channel: Channel, *, after: int | None
    ) -> Stream:
        """Begin a stream; with `after`, with what happened since that change.

        Raises:
            Full: nothing was opened.
        """
        self._require_room(session, visitor)
        stream = Stream(session, visitor, channel)
        async with self._busy:
            known = await self._read(channels.edges)
            newest = known[1] if known else 0
            if not self._streams:
                await self._begin_at(newest)
            stream.after = newest
            if after is None or after == newest:
                stream.tell(Event("hello", newest))
            else:
                stream.tell(Event("hello", after))
                for event in await self._missed(stream, after=after, newest=newest):
                    stream.tell(event)
            # Again: others may have opened theirs while the database was asked.
            self._require_room(session, visitor)
            self._streams.add(stream)
            self._someone.set()
        self.start()
        return stream

    def leave(self, stream: Stream) -> None:
        stream.is_closed = True
        self._streams.discard(stream)
        if not self._streams:
            self._someone.clear()

    async def _run(self) -> None:
        while True:
            await self._someone.wait()
            await asyncio.sleep(LOOK_SECONDS)
            if not self._streams:
                continue
            try:
                async with self._busy:
                    await self._look()
            except Exception as error:  # noqa: BLE001 - whatever a database says, streams live on
                log.warning("streams: the database did not answer (%s)", type(error).__name__)
                await asyncio.get_running_loop().run_in_executor(self._thread, self._disconnect)
                self._close_when_unsure()
                await asyncio.sleep(REST_AFTER_FAILURE)

    async def _look(self) -> None:
        if time.monotonic() - self._checked_at >= RECHECK_SECONDS:
            await self._check_sessions()
        if self._streams and await self._read(lambda signals: signals.changed()):
            await self._deliver(await self._fresh_changes())
            await self._deliver_late()
            self.delivered = self._position

    async def _check_sessions(self) -> None:
        """End the streams of those who signed out, changed their password or were suspended."""
        signed_in = await self._read(self._visitors, {stream.session for stream in self._streams})
        for stream in list(self._streams):
            if signed_in.get(stream.session) != stream.visitor:
                self._end(stream)
        self._checked_at = time.monotonic()

    def _close_when_unsure(self) -> None:
        """Who cannot be checked for long is not told anything any more."""
        if time.monotonic() - self._checked_at > 10 * RECHECK_SECONDS:
            for stream in list(self._streams):
                self._end(stream)

    async def _fresh_changes(self) -> list[Change]:
        found: list[Change] = []
        after = self._position - LOOK_BACK
        while part := await self._read(channels.changes_after, after, limit=AT_ONCE):
            found += [change for change in part if change.id not in self._seen]
            after = part[-1].id
        return found

    async def _begin_at(self, newest: int) -> None:
        """From rest: everything up to now counts as told."""
        self._position, self.delivered, self._late = newest, newest, {}
        self._seen = {
            change.id
            for change in await self._read(
                channels.changes_after, newest - LOOK_BACK, limit=LOOK_BACK
            )
        }
        self._checked_at = time.monotonic()
        await self._read(lambda signals: signals.changed())

    async def _deliver(self, changes: Iterable[Change]) -> None:
        for change in changes:
            told = await self._told(change, self._streams)
            _tell(change, told, self._streams)
            if change.kind == "new" and change.author is not None and await self._is_late(change):
                self._late[change.id] = (change, time.monotonic() + LATE_SECONDS)
            # Only now: what could not be told because the database failed is told later.
            self._seen.add(change.id)
            self._position = max(self._position, change.id)
        self._seen = {number for number in self._seen if number > self._position - LOOK_BACK}

    async def _is_late(self, change: Change) -> bool:
        return await self._read(channels.has_large_following, change.author or 0, at_once=AT_ONCE)

    async def _deliver_late(self) -> None:
        """Homes of large followings fill over the next seconds; each stream is told once."""
        for number, (change, until) in list(self._late.items()):
            if time.monotonic() > until:
                del self._late[number]
            else:
                told = await self._told(change, self._streams)
                _tell(change, Told(home=told.home), self._streams)

    async def _missed(self, stream: Stream, *, after: int, newest: int) -> list[Event]:
        """What the stream would have been told since that change, or one reset."""
        changes = await self._read(channels.changes_after, after, limit=MOST_REPLAYED + 1)
        known = await self._read(channels.edges)
        is_whole = known is not None and known[0] - 1 <= after <= newest
        if not is_whole or len(changes) > MOST_REPLAYED:
            return [Event("reset", newest)]
        events: list[Event] = []
        for change in changes:
            if change.id <= newest:
                events += _events(change, await self._told(change, [stream]), stream)
        return events if len(events) < WAITING_EVENTS else [Event("reset", newest)]

    async def _told(self, change: Change, streams: Iterable[Stream]) -> Told:
        visitors = {stream.visitor for stream in streams}
        return await self._read(
            channels.told,
            change,
            viewers={visitor.viewer for visitor in visitors},
            members={visitor.viewer for visitor in visitors if visitor.is_member},
            now=_now(),
        )

    def _visitors(self, signals: Signals, keys: set[str]) -> dict[str, Visitor]:
        return sessions.visitors(signals, keys, secret=self._secret, now=_now())

    def _require_room(self, session: str, visitor: Visitor) -> None:
        of_session = sum(stream.session == session for stream in self._streams)
        of_person = sum(stream.visitor.viewer == visitor.viewer for stream in self._streams)
        if of_session >= MOST_OF_A_SESSION or of_person >= MOST_OF_A_PERSON:
            raise Full(own=True)
        if len(self._streams) >= MOST_IN_ALL:
            raise Full(own=False)

    def _end(self, stream: Stream) -> None:
        stream.close()
        self.leave(stream)

    async def _read(self, question: Callable[..., R], *values: object, **named: object) -> R:
        def ask() -> R:
            if self._signals is None:
                self._signals = self._connect()
            return question(self._signals, *values, **named)

        return await asyncio.get_running_loop().run_in_executor(self._thread, ask)

    def _disconnect(self) -> None:
        if self._signals is not None:
            with contextlib.suppress(Exception):
                self._signals.close()
            self._signals = None


def _tell(change: Change, told: Told, streams: Iterable[Stream]) -> None:
    for stream in list(streams):
        if change.id > stream.after:
            for event in _events(change, told, stream):
                stream.tell(event)


def _events(change: Change, told: Told, stream: Stream) -> list[Event]:
    viewer = stream.visitor.viewer
    wanted = told.home if stream.channel is Channel.HOME else told.place
    events = []
    if viewer in wanted:
        events.append(Event(change.kind, change.id, change.status))
    if viewer in told.alerted:
        events.append(Event("alert", change.id))
    return events


def _now() -> datetime:
    return datetime.now(UTC)
