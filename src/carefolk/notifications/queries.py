"""Reads of notifications. Who may see what is asked again at each read, never remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise

from carefolk.kit.compiled import NOW, Compiled
from carefolk.kit.ids import id_at, moment_of
from carefolk.kit.paging import Page, Window
from carefolk.notifications.models import Notification
from carefolk.people.models import Block, Follow, Identity, Mute, Standing
from carefolk.posts.models import Favourite, Status
from carefolk.posts.visibility import STAND_IN, Sight, visible

WINDOW = 300
"""How many rows a page reads at most before it groups them."""
FACES = 3
"""How many people of a group are loaded; the others are a number."""

Kind = Notification.Kind
_GROUPED_BY_STATUS = (Kind.FAVOURITE, Kind.BOOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One line of the page: one notification, or several of one kind about one thing.

    Attributes:
        kind: as Notification.Kind.
        newest: id of its newest notification; pages are cut by it.
        at: when that happened.
        people: up to FACES of the people, newest first, with their profiles.
        others: how many more people.
        status: what it is about, or None for follows.
        is_new: nobody has marked it read.
    """

    kind: Notification.Kind
    newest: int
    at: datetime
    people: tuple[Identity, ...]
    others: int
    status: Status | None
    is_new: bool

    @property
    def what(self) -> str | Promise:
        return self.kind.label


@dataclass(slots=True)
class _Group:
    kind: Notification.Kind
    newest: int
    at: datetime
    status: int | None
    people: list[int]
    is_new: bool


def page(viewer: Identity, window: Window, *, now: datetime) -> Page[Alert]:
    """A page of alerts in three queries, however long it is.

    Args:
        viewer: whose alerts.
        window: of a page, only `max_id` (the `older` of the page before) and `limit` count.
        now: the moment.
    """
    rows = list(
        _not_grouped_above(shown(viewer, now=now), viewer, before=window.max_id, now=now)
        .order_by("-id")
        .values_list("id", "kind", "status_id", "actor_id", "created_at", "read_at")[:WINDOW]
    )
    groups = _grouped(rows)
    on_page = groups[: window.limit]
    older = None
    if len(groups) > window.limit:
        older = on_page[-1].newest
    elif len(rows) == WINDOW:
        older = rows[-1][0]
    newer = on_page[0].newest if on_page else None
    return Page(items=_filled(on_page), older=older, newer=newer)


def has_new(viewer: Identity, *, now: datetime) -> bool:
    """Is there anything the viewer has not marked read? One query; for the navigation."""
    asked = _new(connection.vendor, Sight.of(viewer))
    return bool(asked.rows({"viewer": viewer.pk, "now": now}))


@lru_cache(maxsize=16)
def _new(_vendor: str, sight: Sight) -> Compiled:
    """Its SQL is made once: every page asks, and making it takes longer than answering."""
    rows = shown(sight.stand_in(), now=NOW).filter(read_at__isnull=True)
    return Compiled(rows.values_list("pk")[:1], {"viewer": STAND_IN, "now": NOW})


def count_new(viewer: Identity, *, now: datetime, at_most: int = 100) -> int:
    """How many notifications are new, counted up to `at_most`. One query."""
    return len(
        shown(viewer, now=now).filter(read_at__isnull=True).values_list("pk", flat=True)[:at_most]
    )


def shown(viewer: Identity, *, now: datetime) -> QuerySet[Notification]:
    """The viewer's notifications that still hold.

    Gone from view: those of people blocked either way, muted or suspended; those about a status
    the viewer may no longer see; and likes, boosts, follows and requests that were taken back.
    """
    return _shown(Notification.objects.filter(owner=viewer), viewer, now=now)


def _shown(
    rows: QuerySet[Notification], viewer: Identity, *, now: datetime
) -> QuerySet[Notification]:
    actor, status = OuterRef("actor"), OuterRef("status")
    open_ended = Q(until__isnull=True) | Q(until__gt=now)
    follows = Follow.objects.filter(follower=actor, followed=viewer.pk)
    return rows.filter(
        Q(status__isnull=True) | Exists(visible(Status.objects.filter(pk=status), viewer, now=now)),
        ~Q(kind=Kind.FAVOURITE) | Exists(Favourite.objects.filter(by=actor, status=status)),
        ~Q(kind=Kind.BOOST) | Exists(Status.objects.filter(author=actor, boost_of=status)),
        ~Q(kind=Kind.FOLLOW) | Exists(follows.filter(state=Follow.State.ACTIVE)),
        ~Q(kind=Kind.FOLLOW_REQUEST) | Exists(follows.filter(state=Follow.State.ASKED)),
        ~Exists(
            Block.objects.filter(Q(by=actor, of=viewer.pk) | Q(by=viewer.pk, of=actor)),
        ),
        ~Exists(Mute.objects.filter(open_ended, by=viewer.pk, of=actor, hides_notifications=True)),
        ~Exists(Standing.objects.filter(open_ended, identity=actor, kind=Standing.Kind.SUSPENDED)),
    )


def _not_grouped_above(
    rows: QuerySet[Notification], viewer: Identity, *, before: int | None, now: datetime
) -> QuerySet[Notification]:
    """Rows of the pages below `before`, without those an alert further up already speaks for."""
    if before is None:
        return rows
    above = shown(viewer, now=now).filter(id__gte=before)
    day_start, day_end = _day_around(before)
    return rows.filter(
        ~Q(kind__in=_GROUPED_BY_STATUS)
        | ~Exists(above.filter(kind=OuterRef("kind"), status=OuterRef("status"))),
        ~Q(kind=Kind.FOLLOW, id__gte=day_start)
        | ~Exists(above.filter(kind=Kind.FOLLOW, id__lt=day_end)),
        id__lt=before,
    )


def _grouped(
    rows: Iterable[tuple[int, str, int | None, int, datetime, datetime | None]],
) -> list[_Group]:
    groups: dict[object, _Group] = {}
    for identifier, kind, status, actor, at, read_at in rows:
        key = _group_of(identifier, kind, status)
        group = groups.setdefault(
            key,
            _Group(Kind(kind), identifier, at, status, [], is_new=False),
        )
        group.people.append(actor)
        group.is_new |= read_at is None
    return list(groups.values())


def _group_of(identifier: int, kind: str, status: int | None) -> object:
    if kind in _GROUPED_BY_STATUS:
        return kind, status
    if kind == Kind.FOLLOW:
        return kind, _day_around(identifier)
    return identifier


def _day_around(identifier: int) -> tuple[int, int]:
    """The smallest ids of the day (UTC) in which an id was made, and of the day after."""
    day = moment_of(identifier).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return id_at(day), id_at(day + timedelta(days=1))


def _filled(groups: Sequence[_Group]) -> tuple[Alert, ...]:
    faces = {actor for group in groups for actor in group.people[:FACES]}
    people = Identity.objects.select_related("profile").in_bulk(faces)
    statuses = Status.objects.select_related("author__profile").in_bulk(
        {group.status for group in groups if group.status is not None}
    )
    return tuple(
        Alert(
            kind=group.kind,
            newest=group.newest,
            at=group.at,
            people=tuple(people[actor] for actor in group.people[:FACES] if actor in people),
            others=max(0, len(group.people) - FACES),
            status=None if group.status is None else statuses.get(group.status),
            is_new=group.is_new,
        )
        for group in groups
    )
