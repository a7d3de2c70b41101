"""Reads of statuses. Each takes the viewer first; what may not be seen does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from carefolk.kit.errors import NotFound
from carefolk.people.models import Identity
from carefolk.posts.models import Status
from carefolk.posts.visibility import visible

THREAD_LIMIT = 400


def status_for(viewer: Identity | None, status_id: int, *, now: datetime) -> Status:
    """The status as this viewer may see it.

    Raises:
        NotFound: also when it exists but is hidden.
    """
    found = _with_people(
        visible(Status.objects.filter(pk=status_id, boost_of__isnull=True), viewer, now=now)
    ).first()
    if found is None:
        raise NotFound
    return found


def own_status(author: Identity, status_id: int) -> Status:
    """A status the author may change. Raises NotFound for everyone else's."""
    found = _with_people(Status.objects.filter(pk=status_id, author=author)).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True, slots=True)
class Thread:
    """A status with what stands above and below it, as far as the viewer may see."""

    above: tuple[int, ...]
    status: Status
    below: tuple[int, ...]


def thread(viewer: Identity | None, status_id: int, *, now: datetime) -> Thread:
    status = status_for(viewer, status_id, now=now)
    members = list(
        visible(
            Status.objects.filter(thread_id=status.thread_id, boost_of__isnull=True),
            viewer,
            now=now,
        )
        .order_by("id")
        .values_list("id", "reply_to_id")[:THREAD_LIMIT]
    )
    parents = dict(members)
    above: list[int] = []
    parent = status.reply_to_id
    while parent is not None and parent in parents and parent not in above:
        above.append(parent)
        parent = parents[parent]
    # Answers in the order of talk: each reply right below what it answers.
    children: dict[int, list[int]] = {}
    for member, answered in members:
        if answered is not None:
            children.setdefault(answered, []).append(member)
    below: list[int] = []
    stack = list(reversed(children.get(status.pk, [])))
    while stack:
        current = stack.pop()
        below.append(current)
        stack.extend(reversed(children.get(current, [])))
    return Thread(tuple(reversed(above)), status, tuple(below))


def thread_texts(status: Status, *, limit: int = 5) -> tuple[str, ...]:
    """Plain texts from the start of the thread to this status, oldest first; for the guard."""
    texts: list[str] = []
    current: Status | None = status
    while current is not None and len(texts) < limit:
        texts.append(current.plain)
        current = current.reply_to
    return tuple(reversed(texts))


def _with_people(statuses: QuerySet[Status]) -> QuerySet[Status]:
    return statuses.select_related("author__profile", "reply_to_author__profile")
