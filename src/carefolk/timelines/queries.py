"""What a person reads, newest first, in a constant number of queries a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from carefolk.kit.compiled import NOW, Compiled
from carefolk.kit.paging import Page, Window, is_upward, page
from carefolk.people.models import Follow, Identity, Mute
from carefolk.posts.models import Audience, Status
from carefolk.posts.visibility import STAND_IN, Sight, visible
from carefolk.timelines.models import KEPT, HomeEntry


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a timeline: a status, or a boost of one, with what its cached card hangs on.

    Attributes:
        id: of the status or the boost; the list is paged by it.
        shown: id of the status to show; differs from `id` for a boost.
        version: of the shown status.
        author: id of the shown status's author.
        face: version of that author's profile.
        booster: id of the identity that boosted, or None.
        booster_name: its display name; empty when nobody boosted.
        booster_address: its handle as people write it.
    """

    id: int
    shown: int
    version: int
    author: int
    face: int
    booster: int | None
    booster_name: str = ""
    booster_address: str = ""


def home(viewer: Identity, window: Window, *, now: datetime) -> Page[Line]:
    """What the people one follows said and shared, from the entries written at publishing.

    Every page asks anew whether the viewer may see each status, and leaves out people who are
    muted. Behind the last kept entry the page is read from the follows themselves.
    """
    values: dict[str, int | datetime] = {"viewer": viewer.pk, "now": now}
    if window.max_id is not None:
        values["below"] = window.max_id
    if floor := max(window.since_id or 0, window.min_id or 0):
        values["above"] = floor
    asked = _Asked(
        vendor=connection.vendor,
        sight=Sight.of(viewer),
        slots=frozenset(values),
        is_upward=is_upward(window),
        limit=window.limit,
    )
    rows = [_line(row) for row in _home(asked).rows(values)]
    lines = page(rows, window, ids=[line.id for line in rows])
    if lines.older is None and window.max_id is not None and not is_upward(window):
        return _behind_the_entries(viewer, window, lines, now=now)
    return lines


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the SQL of home depends on besides its values."""

    vendor: str
    sight: Sight
    slots: frozenset[str]
    is_upward: bool
    limit: int


# What stands for the values while the SQL is made.
_SLOTS: Mapping[str, int | datetime] = {
    "viewer": STAND_IN,
    "below": 7_000_000_000_000_000_002,
    "above": 7_000_000_000_000_000_003,
    "now": NOW,
}


@lru_cache(maxsize=64)
def _home(asked: _Asked) -> Compiled:
    """One walk down the entries of a home.

    The limit comes after the question of visibility: before it, a page would end early for
    everyone who has muted somebody.
    """
    slots = {name: _SLOTS[name] for name in asked.slots}
    viewer = asked.sight.stand_in()
    entry: dict[str, Any] = {"home_entries__owner": viewer}
    for name, lookup in (("below", "lt"), ("above", "gt")):
        if name in slots:
            entry[f"home_entries__status_id__{lookup}"] = slots[name]
    statuses = visible(Status.objects.filter(**entry), viewer, now=NOW)
    order = f"{'' if asked.is_upward else '-'}home_entries__status_id"
    found = _without_muted(statuses, viewer, now=NOW).order_by(order)
    return Compiled(_columns(found[: asked.limit + 1]), slots)


def place(viewer: Identity | None, window: Window, *, now: datetime) -> Page[Line]:
    """What members of this place said to all: no replies, no boosts."""
    audiences = [Audience.EVERYONE] + ([Audience.MEMBERS] if viewer else [])
    statuses = Status.objects.filter(
        local=True,
        boost_of__isnull=True,
        reply_to__isnull=True,
        # Not by `reply_to` alone: an answer outlives what it answered.
        thread_id=F("id"),
        audience__in=audiences,
    )
    return _read(statuses, viewer, window, now=now)


def hashtag(viewer: Identity | None, name: str, window: Window, *, now: datetime) -> Page[Line]:
    """Statuses that carry a hashtag, for everyone or members; quiet ones are not listed."""
    statuses = Status.objects.filter(
        tags__hashtag__name=name, audience__in=(Audience.EVERYONE, Audience.MEMBERS)
    )
    return _read(statuses, viewer, window, now=now)


def profile(
    viewer: Identity | None,
    owner: Identity,
    window: Window,
    *,
    now: datetime,
    with_replies: bool = False,
) -> Page[Line]:
    """What one identity said and shared, as far as the viewer may see it."""
    statuses = Status.objects.filter(author=owner)
    if not with_replies:
        statuses = statuses.filter(Q(reply_to__isnull=True) | Q(reply_to_author=owner))
    return _read(statuses, viewer, window, now=now, leaves_muted=False)


def saved(viewer: Identity, window: Window, *, now: datetime) -> Page[Line]:
    """What the viewer kept for later, newest post first."""
    statuses = Status.objects.filter(bookmarks__by=viewer)
    return _read(statuses, viewer, window, now=now, leaves_muted=False)


def lines_of(viewer: Identity | None, ids: tuple[int, ...], *, now: datetime) -> dict[int, Line]:
    """Lines of the given statuses, by id; those the viewer may not see are not there."""
    found = visible(Status.objects.filter(pk__in=ids), viewer, now=now)
    return {line.id: line for line in _rows(found)}


def is_empty(viewer: Identity) -> bool:
    return not HomeEntry.objects.filter(owner=viewer).exists()


def _behind_the_entries(
    viewer: Identity, window: Window, lines: Page[Line], *, now: datetime
) -> Page[Line]:
    if HomeEntry.objects.filter(owner=viewer).count() < KEPT:
        return lines
    missing = window.limit - len(lines.items)
    if not missing:
        return replace(lines, older=lines.items[-1].id)
    before = lines.items[-1].id if lines.items else window.max_id
    rest = Window(max_id=before, since_id=window.since_id, limit=missing)
    follows = Follow.objects.filter(follower=viewer, state=Follow.State.ACTIVE)
    statuses = Status.objects.filter(
        Q(author__in=follows.values("followed")) | Q(author=viewer)
    ).filter(Q(reply_to__isnull=True) | Q(reply_to_author=F("author")))
    older = _read(statuses, viewer, rest, now=now)
    return Page(lines.items + older.items, older.older, lines.newer or older.newer)


def _read(
    statuses: QuerySet[Status],
    viewer: Identity | None,
    window: Window,
    *,
    now: datetime,
    leaves_muted: bool = True,
) -> Page[Line]:
    seen = visible(_windowed(statuses, window), viewer, now=now)
    if viewer is not None and leaves_muted:
        seen = _without_muted(seen, viewer, now=now)
    return _lines(seen, window)


def _windowed(statuses: QuerySet[Status], window: Window) -> QuerySet[Status]:
    if window.max_id is not None:
        statuses = statuses.filter(id__lt=window.max_id)
    if floor := max(window.since_id or 0, window.min_id or 0):
        statuses = statuses.filter(id__gt=floor)
    return statuses


def _without_muted(
    statuses: QuerySet[Status], viewer: Identity, *, now: datetime
) -> QuerySet[Status]:
    muted = Mute.objects.filter(Q(until__isnull=True) | Q(until__gt=now), by=viewer)
    return statuses.exclude(Exists(muted.filter(of=OuterRef("author")))).exclude(
        Exists(muted.filter(of=OuterRef("boost_of__author")))
    )


def _lines(statuses: QuerySet[Status], window: Window) -> Page[Line]:
    order = "id" if is_upward(window) else "-id"
    rows = _rows(statuses.order_by(order)[: window.limit + 1])
    return page(rows, window, ids=[line.id for line in rows])


def _rows(statuses: QuerySet[Status]) -> list[Line]:
    return [_line(row) for row in _columns(statuses)]


def _columns(statuses: QuerySet[Status]) -> QuerySet[Status, tuple[Any, ...]]:
    return statuses.values_list(
        "id",
        "version",
        "author_id",
        "author__profile__version",
        "boost_of_id",
        "boost_of__version",
        "boost_of__author_id",
        "boost_of__author__profile__version",
        "author__profile__display_name",
        "author__handle",
        "author__domain",
    )


def _line(row: tuple[Any, ...]) -> Line:
    own, version, author, face, boosted, boosted_version, boosted_author, boosted_face = row[:8]
    if boosted is None:
        return Line(own, own, version, author, face, None)
    name, handle, domain = row[8:]
    address = f"@{handle}@{domain}" if domain else f"@{handle}"
    return Line(own, boosted, boosted_version, boosted_author, boosted_face, author, name, address)
