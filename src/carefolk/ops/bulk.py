"""Builds a large place in minutes, for measuring: real makers, real clearances, written in bulk.

The guard is asked about every distinct text once. Rows are those the publishing pathway would
write, status by status (a test compares them); what it also leaves behind for open pages (live
changes) and for those who were followed (notices of follows) is left out.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from carefolk.audit.models import Clearance
from carefolk.kit.crosscheck import handle_key
from carefolk.kit.ids import id_at, new_id
from carefolk.kit.text.markdown import render
from carefolk.notifications.models import Notification
from carefolk.ops.bulk_texts import every_text
from carefolk.people.models import Follow, Identity, Profile, User
from carefolk.people.profiles import ProfileText
from carefolk.posts.models import Audience, Hashtag, Mention, Status, StatusTag
from carefolk.posts.words import Words
from carefolk.publishing.confirmations import digest_of
from carefolk.publishing.drafts import Door, Draft, DraftKind
from carefolk.publishing.looking import look
from carefolk.publishing.makers.boost import BoostMaker
from carefolk.publishing.makers.boost import Made as MadeBoost
from carefolk.publishing.makers.profile import ProfileMaker, draft_of
from carefolk.publishing.makers.status import Made as MadeStatus
from carefolk.publishing.makers.status import StatusMaker
from carefolk.publishing.makers.words import parts_of
from carefolk.publishing.protocols import Prepared
from carefolk.timelines.models import HomeEntry

STEP = timedelta(seconds=40)
BATCH = 4_000
REPLIES, BOOSTS = 0.15, 0.07
_NEAR = 120
"""Answers and boosts are of one of so many posts before."""

_NAMES = ("Amina", "Bethan", "Carys", "Darius", "Esme", "Farid", "Gwen", "Harpreet", "Isla", "Jomo")
_SURNAMES = ("Adeyemi", "Brook", "Chowdhury", "Dale", "Evans", "Fraser", "Gill", "Hughes")
_BIO = "I work in care and I like to learn from others."


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large. Attributes: follows: how many others each person follows."""

    people: int
    posts: int
    follows: int = 12


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said. `by` and the numbers point into the lists of people and of things said."""

    number: int
    by: int
    at: datetime
    text: str
    audience: Audience
    answers: int | None = None
    boosts: int | None = None


def build(size: Size, *, now: datetime, say: Callable[[str], None] = lambda _words: None) -> None:
    """Fill an empty place.

    Args:
        size: how many people and posts.
        now: the newest post is a little older.
        say: told of the progress.

    Raises:
        CannotCheck: the guard does not answer.
    """
    people = join_all(size.people, now=now - STEP * (size.posts + 1))
    follows = follow_all(people, size.follows, now=now - STEP * (size.posts + 1))
    say(f"{len(people)} people")
    texts = cleared_texts(people[0], every_text(), now=now)
    said = script(size, sorted(texts), now=now)
    publish_all(said, people, follows, texts, say=say)


def join_all(count: int, *, now: datetime) -> list[Identity]:
    """People with accounts that nobody can sign in to, and profiles."""
    people = [_identity(number, now) for number in range(count)]
    users = [
        User(
            email=f"{each.handle}@bench.example",
            password="!",  # noqa: S106 - no password fits
            identity=each,
            approved_at=now,
            welcomed_at=now,
            first_run_step=99,
            date_joined=now,
        )
        for each in people
    ]
    clearances: list[Clearance] = []
    maker = ProfileMaker(store=_profile)
    packs: Mapping[str, str] | None = None
    profiles = []
    for number, each in enumerate(people):
        name = f"{_NAMES[number % 10]} {_SURNAMES[number // 10 % 8]}"
        text = ProfileText(display_name=name, role="care-worker", nation="England", bio=_BIO)
        prepared = maker.prepare(draft_of(text), by=each, now=now)
        if packs is None:
            packs = look(prepared, now=now)[1]
        clearances.append(_clearance(prepared, packs, now=now))
        profiles.append(maker.store(prepared, clearance=clearances[-1], now=now))
    with transaction.atomic():
        for rows in (people, users, clearances, profiles):
            _write(rows)
    for each, profile in zip(people, profiles, strict=True):
        each.profile = profile
    return people


def follow_all(people: Sequence[Identity], each: int, *, now: datetime) -> list[frozenset[int]]:
    """Ties by chance, the same at each building. Returns whom each follows, by number."""
    chance = random.Random(7)  # noqa: S311 - not for secrets
    follows = []
    for number in range(len(people)):
        others = chance.sample(range(len(people)), min(each + 1, len(people)))
        follows.append(frozenset([other for other in others if other != number][:each]))
    rows = (
        Follow(
            follower=people[number], followed=people[other], state=Follow.State.ACTIVE, since=now
        )
        for number, others in enumerate(follows)
        for other in sorted(others)
    )
    with transaction.atomic():
        while batch := list(islice(rows, BATCH)):
            _write(batch)
    return follows


def cleared_texts(
    by: Identity, wanted: Iterable[str], *, now: datetime
) -> dict[str, tuple[Prepared, Mapping[str, str]]]:
    """Those the guard has nothing to say about, prepared once, with the packs that took part."""
    maker = StatusMaker(store=_status)
    cleared: dict[str, tuple[Prepared, Mapping[str, str]]] = {}
    for text in wanted:
        prepared = maker.prepare(Draft(text=text), by=by, now=now)
        findings, packs = look(prepared, now=now)
        if not findings:
            cleared[text] = (prepared, packs)
    return cleared


def script(size: Size, texts: Sequence[str], *, now: datetime) -> list[Said]:
    """Who says what, oldest first; by chance, and the same at each building."""
    chance = random.Random(11)  # noqa: S311 - not for secrets
    said: list[Said] = []
    boosted: set[tuple[int, int]] = set()
    for number in range(size.posts):
        by, at = chance.randrange(size.people), now - STEP * (size.posts - number)
        near = said[chance.randrange(max(0, number - _NEAR), number)] if number else None
        kind = chance.random()
        one = Said(number, by, at, chance.choice(texts), _audience(chance))
        if near is None or near.boosts is not None or near.audience is Audience.FOLLOWERS:
            said.append(one)
        elif kind < REPLIES:
            said.append(replace(one, audience=near.audience, answers=near.number))
        elif kind < REPLIES + BOOSTS and near.by != by and (by, near.number) not in boosted:
            boosted.add((by, near.number))
            said.append(replace(one, text="", audience=near.audience, boosts=near.number))
        else:
            said.append(one)
    return said


def publish_all(
    said: Sequence[Said],
    people: Sequence[Identity],
    follows: Sequence[frozenset[int]],
    texts: Mapping[str, tuple[Prepared, Mapping[str, str]]],
    *,
    say: Callable[[str], None] = lambda _words: None,
) -> None:
    """Write all of it, a batch a transaction."""
    writing = _Writing(said, people, follows, texts)
    for start in range(0, len(said), BATCH):
        rows = writing.rows(said[start : start + BATCH])
        with transaction.atomic():
            for model in (Clearance, Hashtag, Status, Mention, StatusTag, HomeEntry, Notification):
                _write(rows[model])
        say(f"{min(start + BATCH, len(said))} of {len(said)} posts")


class _Writing:
    """Turns what was said into rows. Keeps the last statuses, since later ones point at them."""

    def __init__(
        self,
        said: Sequence[Said],
        people: Sequence[Identity],
        follows: Sequence[frozenset[int]],
        texts: Mapping[str, tuple[Prepared, Mapping[str, str]]],
    ) -> None:
        self._people, self._follows, self._texts = people, follows, texts
        self._followers: dict[int, list[int]] = defaultdict(list)
        for follower, others in enumerate(follows):
            for other in others:
                self._followers[other].append(follower)
        self._replies = _counted(each.answers for each in said)
        self._boosts = _counted(each.boosts for each in said)
        self._by = {each.number: each.by for each in said}
        self._recent: dict[int, Status] = {}
        self._tags: dict[str, Hashtag] = {}
        self._status_maker = StatusMaker(store=_status)
        self._boost_maker = BoostMaker(store=_boost)
        self._packs: Mapping[str, str] = next(iter(texts.values()))[1]

    def rows(self, said: Sequence[Said]) -> dict[type[Model], list[Model]]:
        rows: dict[type[Model], list[Model]] = defaultdict(list)
        for each in said:
            prepared = self._prepared(each)
            clearance = _clearance(prepared, self._packs, now=each.at)
            maker = self._boost_maker if each.boosts is not None else self._status_maker
            status = maker.store(prepared, clearance=clearance, now=each.at)
            status.replies_count = self._replies.get(each.number, 0)
            status.boosts_count = self._boosts.get(each.number, 0)
            rows[Clearance].append(clearance)
            rows[Status].append(status)
            self._mark(status, prepared, rows)
            self._tell(each, status, rows)
            self._recent[each.number] = status
            self._recent.pop(each.number - _NEAR - 1, None)
        return rows

    def _prepared(self, said: Said) -> Prepared:
        by = self._people[said.by]
        if said.boosts is not None:
            boosted = self._recent[said.boosts]
            return Prepared(
                draft=Draft(kind=DraftKind.BOOST, audience=said.audience, boost_of=boosted.pk),
                by=by,
                parts=parts_of(boosted.plain, boosted.content_note, ()),
                audience=said.audience,
                made=MadeBoost(boosted),
            )
        base, _packs = self._texts[said.text]
        parent = self._recent[said.answers] if said.answers is not None else None
        answered = (parent.author,) if parent and parent.author_id != by.pk else ()
        made: MadeStatus = replace(base.made, parent=parent, mentioned=answered)
        return replace(base, by=by, audience=said.audience, made=made)

    def _mark(
        self, status: Status, prepared: Prepared, rows: dict[type[Model], list[Model]]
    ) -> None:
        rows[Mention] += [
            Mention(status=status, identity=person) for person in prepared.made.mentioned
        ]
        read = getattr(prepared.made, "read", None)
        for name, shown in read.hashtags if read else ():
            if name not in self._tags:
                self._tags[name] = Hashtag(name=name, shown=shown)
                rows[Hashtag].append(self._tags[name])
            rows[StatusTag].append(StatusTag(status=status, hashtag=self._tags[name]))

    def _tell(self, said: Said, status: Status, rows: dict[type[Model], list[Model]]) -> None:
        readers = [said.by, *self._followers[said.by]]
        answered = self._by[said.answers] if said.answers is not None else said.by
        if answered != said.by:
            readers = [
                reader
                for reader in readers
                if reader in (said.by, answered) or answered in self._follows[reader]
            ]
        rows[HomeEntry] += [
            HomeEntry(
                owner_id=self._people[reader].pk, status_id=status.pk, author_id=status.author_id
            )
            for reader in readers
        ]
        if answered != said.by:
            told, kind, about = answered, Notification.Kind.MENTION, status
        elif said.boosts is not None:
            told, kind, about = (
                self._by[said.boosts],
                Notification.Kind.BOOST,
                self._recent[said.boosts],
            )
        else:
            return
        rows[Notification].append(
            Notification(
                owner=self._people[told],
                kind=kind,
                actor=status.author,
                status=about,
                created_at=said.at,
            )
        )


def _status(
    words: Words,
    *,
    author: Identity,
    audience: Audience,
    reply_to: Status | None,
    clearance: Clearance,
    now: datetime,
    **_none: object,
) -> Status:
    """As posts.store.store_status, in memory."""
    identifier = id_at(now) | 1
    return Status(
        id=identifier,
        author=author,
        uri=_uri(identifier),
        audience=audience,
        source=words.source,
        html=words.html,
        plain=words.plain,
        content_note=words.content_note,
        language=words.language,
        reply_to=reply_to,
        reply_to_author=reply_to.author if reply_to else None,
        thread_id=reply_to.thread_id if reply_to else identifier,
        created_at=now,
        out_at=now + timedelta(seconds=settings.CAREFOLK.undo_seconds),
        clearance=clearance,
    )


def _boost(
    boosted: Status, *, author: Identity, audience: Audience, clearance: Clearance, now: datetime
) -> Status:
    """As posts.store.store_boost, in memory."""
    identifier = id_at(now) | 1
    return Status(
        id=identifier,
        author=author,
        uri=_uri(identifier),
        audience=audience,
        language=boosted.language,
        boost_of=boosted,
        thread_id=identifier,
        created_at=now,
        out_at=now + timedelta(seconds=settings.CAREFOLK.undo_seconds),
        clearance=clearance,
    )


def _profile(
    identity: Identity, *, text: ProfileText, clearance: Clearance, now: datetime
) -> Profile:
    """As people.store.store_profile, in memory."""
    shown = render(text.bio, mentions={}, tag_url=str)
    return Profile(
        identity=identity,
        display_name=text.display_name,
        role=text.role,
        nation=text.nation,
        bio=text.bio,
        bio_html=shown.html,
        changed_at=now,
        clearance=clearance,
    )


def _clearance(prepared: Prepared, packs: Mapping[str, str], *, now: datetime) -> Clearance:
    return Clearance(
        kind=str(prepared.draft.kind),
        door=str(Door.BENCH),
        by_id=prepared.by.pk,
        written_by_id=prepared.by.pk,
        digest=digest_of(prepared),
        packs=dict(packs),
        given_at=now,
    )


def _identity(number: int, now: datetime) -> Identity:
    handle = f"bench_{_letters(number)}"
    identifier = new_id()
    return Identity(
        id=identifier,
        kind=Identity.Kind.PERSON,
        handle=handle,
        handle_key=handle_key(handle),
        uri=f"{settings.CAREFOLK.base_url}/people/{identifier}",
        created_at=now,
    )


def _letters(number: int) -> str:
    """A number in letters that look like no other letter: look-alike handles are refused."""
    letters = "acdefghjkp"
    return "".join(letters[int(digit)] for digit in f"{number:05d}")


def _audience(chance: random.Random) -> Audience:
    return chance.choices(
        (Audience.MEMBERS, Audience.EVERYONE, Audience.QUIETLY, Audience.FOLLOWERS), (75, 15, 4, 6)
    )[0]


def _counted(numbers: Iterator[int | None]) -> dict[int, int]:
    counts: dict[int, int] = defaultdict(int)
    for number in numbers:
        if number is not None:
            counts[number] += 1
    return counts


def _uri(identifier: int) -> str:
    return f"{settings.CAREFOLK.base_url}/posts/{identifier}"


def _write(rows: Sequence[Any]) -> None:
    if rows:
        type(rows[0])._default_manager.bulk_create(rows)  # noqa: SLF001
