"""For whom a change is: asked of the database at the moment of telling, never remembered.

A person learns of a status only if their home holds it (or, on the stream of this place, if the
place shows it to them), and of an alert only if the row is there. Blocks in either direction and
mutes are looked up each time.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from carefolk.streaming.signals import BATCH, Signals

_COLUMNS = "id, kind, status_id, author_id, owner_id, owners, in_place, at"
_AFTER = f"SELECT {_COLUMNS} FROM streaming_change WHERE id > ? ORDER BY id LIMIT ?"  # noqa: S608 - a constant
_EDGES = "SELECT min(id), max(id) FROM streaming_change"
_STATUS = """
    SELECT s.author_id, b.author_id, s.audience, s.local, s.boost_of_id, s.reply_to_id
    FROM posts_status s LEFT JOIN posts_status b ON b.id = s.boost_of_id WHERE s.id = ?
"""
_HOMES = "SELECT owner_id FROM timelines_homeentry WHERE status_id = ? AND owner_id IN "
_HOMES_OF_BOOSTS = """
    SELECT h.owner_id FROM timelines_homeentry h JOIN posts_status s ON s.id = h.status_id
    WHERE s.boost_of_id = ? AND h.owner_id IN """
_ALERTED = """
    SELECT owner_id FROM notifications_notification
    WHERE actor_id = ? AND created_at = ? AND read_at IS NULL AND owner_id IN """
_BLOCKED_BY = "SELECT by_id FROM people_block WHERE of_id = ? AND by_id IN "
_BLOCKING = "SELECT of_id FROM people_block WHERE by_id = ? AND of_id IN "
_MUTED_BY = """
    SELECT by_id FROM people_mute
    WHERE of_id = ? AND (until IS NULL OR until > ?) AND by_id IN """
_SUSPENDED = """
    SELECT 1 FROM people_standing
    WHERE identity_id = ? AND kind = 'suspended' AND (until IS NULL OR until > ?)
"""
_FOLLOWERS = """
    SELECT count(*) FROM (
        SELECT 1 FROM people_follow WHERE followed_id = ? AND state = 'active' LIMIT ?
    ) AS few
"""


@dataclass(frozen=True, slots=True)
class Change:
    """A row of streaming_change. Times stay as the database gave them, to compare with."""

    id: int
    kind: str
    status: int | None
    author: int | None
    owner: int | None
    owners: frozenset[int]
    in_place: bool
    at: Any


@dataclass(frozen=True, slots=True)
class Told:
    """For whom a change is.

    Attributes:
        home: identities whose home stream is told.
        place: identities whose stream of this place is told.
        alerted: identities with a new notification because of it, on either stream.
    """

    home: frozenset[int] = frozenset()
    place: frozenset[int] = frozenset()
    alerted: frozenset[int] = frozenset()


def changes_after(signals: Signals, number: int, *, limit: int) -> list[Change]:
    return [_change(row) for row in signals.rows(_AFTER, [number, limit])]


def edges(signals: Signals) -> tuple[int, int] | None:
    """The oldest and the newest change that are kept, or None."""
    (found,) = signals.rows(_EDGES)
    return None if found[1] is None else (found[0], found[1])


def told(
    signals: Signals,
    change: Change,
    *,
    viewers: Collection[int],
    members: Collection[int],
    now: datetime,
) -> Told:
    """Whom of those connected a change is for.

    Args:
        signals: the database.
        change: what happened.
        viewers: identities with an open stream.
        members: those of them who belong to this place.
        now: the moment.
    """
    if change.kind == "delete":
        return _of_deletion(signals, change, viewers, members)
    if change.kind == "alert":
        wanted = [] if change.owner is None else [change.owner]
        return Told(alerted=_alerted(signals, change, set(wanted) & set(viewers)))
    return _of_status(signals, change, viewers, members, now)


def has_large_following(signals: Signals, identity: int, *, at_once: int) -> bool:
    """Homes beyond so many followers are written later, by a job."""
    ((found,),) = signals.rows(_FOLLOWERS, [identity, at_once + 1])
    return bool(found > at_once)


def _of_status(
    signals: Signals,
    change: Change,
    viewers: Collection[int],
    members: Collection[int],
    now: datetime,
) -> Told:
    found = signals.rows(_STATUS, [change.status])
    if not found:
        return Told()  # taken back meanwhile
    author, boosted, audience, local, boost_of, reply_to = found[0]
    said = [author] if boosted is None else [author, boosted]
    moment = signals.moment(now)
    if any(signals.rows(_SUSPENDED, [each, moment]) for each in said):
        return Told()
    apart = _apart(signals, said, viewers)
    muting = _among(signals, viewers, *((_MUTED_BY, [each, moment]) for each in said))
    holders = [(_HOMES, [change.status])]
    if change.kind == "edit":
        holders.append((_HOMES_OF_BOOSTS, [change.status]))
    in_place = (
        local and boost_of is None and reply_to is None and audience in ("everyone", "members")
    )
    return Told(
        home=_among(signals, viewers, *holders) - apart - muting,
        place=frozenset(members) - apart - muting if in_place else frozenset(),
        alerted=_alerted(signals, change, viewers) - apart,
    )


def _of_deletion(
    signals: Signals, change: Change, viewers: Collection[int], members: Collection[int]
) -> Told:
    apart = frozenset() if change.author is None else _apart(signals, [change.author], viewers)
    return Told(
        home=change.owners & frozenset(viewers),
        place=frozenset(members) - apart if change.in_place else frozenset(),
    )


def _alerted(signals: Signals, change: Change, viewers: Collection[int]) -> frozenset[int]:
    # Written by one act, so both carry its moment.
    return _among(signals, viewers, (_ALERTED, [change.author, change.at]))


def _apart(signals: Signals, people: Iterable[int], viewers: Collection[int]) -> frozenset[int]:
    questions = [(each, [person]) for person in people for each in (_BLOCKED_BY, _BLOCKING)]
    return _among(signals, viewers, *questions)


def _among(
    signals: Signals, viewers: Collection[int], *questions: tuple[str, Sequence[Any]]
) -> frozenset[int]:
    """The viewers that any of these questions names; each ends with a list of candidates."""
    found: set[int] = set()
    for part in _parts(sorted(viewers)):
        marks = ",".join("?" * len(part))
        for question, values in questions:
            found.update(row[0] for row in signals.rows(f"{question}({marks})", [*values, *part]))
    return frozenset(found)


def _parts(values: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]


def _change(row: Sequence[Any]) -> Change:
    identifier, kind, status, author, owner, owners, in_place, at = row
    # JSON comes as text from SQLite and ready made from PostgreSQL.
    listed = json.loads(owners) if isinstance(owners, str) else owners
    return Change(
        identifier, kind, status, author, owner, frozenset(listed or ()), bool(in_place), at
    )
