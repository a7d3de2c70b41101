"""A status rendered once, for everyone; what differs per viewer is spliced in.

The fixed part (who, what, the words) is kept in the memory of the web process, as page and as
JSON, under the versions of status and profile: nothing has to be cleared when either changes.
What the viewer did with it, the age in words, pictures whose address is the viewer's own, and
the buttons are put between its pieces for every request.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from threading import Lock

from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.html import escape
from django.utils.translation import get_language, gettext, ngettext

from carefolk.kit.compiled import Compiled
from carefolk.people.choices import role_label
from carefolk.people.models import Identity
from carefolk.posts.faces import avatar_address
from carefolk.posts.models import Attachment, Audience, Bookmark, Favourite, Status
from carefolk.posts.visibility import STAND_IN
from carefolk.posts.wire import AddressOf, fixed_part, picture_entity

KEPT_CARDS = 4_000
_CONTEXT, _TIME, _PICTURES, _ACTIONS = (
    "\x02context\x02",
    "\x02time\x02",
    "\x02pictures\x02",
    "\x02actions\x02",
)
_MARKERS = (_CONTEXT, _TIME, _PICTURES, _ACTIONS)

Key = tuple[int, int, int, str]


@dataclass(frozen=True, slots=True)
class Card:
    """The fixed part of one status.

    Attributes:
        status: the row, with author and profile.
        pictures: its pictures in order.
        pieces: the page form, cut where the viewer's own parts go, in the order of `_MARKERS`.
        wire: the JSON form without its last brace.
    """

    status: Status
    author_name: str
    url: str
    pictures: tuple[Attachment, ...]
    pieces: tuple[str, str, str, str, str]
    wire: str


@dataclass(frozen=True, slots=True)
class Marks:
    """What the viewer did with the statuses of one page."""

    favourited: frozenset[int] = frozenset()
    boosted: frozenset[int] = frozenset()
    bookmarked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Counts:
    """How often a status was answered, boosted and liked; shown only to readers who want it."""

    replies: int = 0
    boosts: int = 0
    likes: int = 0


@dataclass(frozen=True, slots=True)
class _State:
    """What decides which buttons stand below a status, and in which language."""

    language: str
    favourited: bool
    boosted: bool
    bookmarked: bool
    can_boost: bool
    own: bool
    shows_counts: bool


class _Shelf:
    """The least recently used cards go first."""

    def __init__(self, most: int) -> None:
        self._cards: OrderedDict[Key, Card] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def take(self, key: Key) -> Card | None:
        with self._lock:
            card = self._cards.get(key)
            if card is not None:
                self._cards.move_to_end(key)
            return card

    def put(self, key: Key, card: Card) -> None:
        with self._lock:
            self._cards[key] = card
            while len(self._cards) > self._most:
                self._cards.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._cards.clear()


_shelf = _Shelf(KEPT_CARDS)


def cards(wanted: Iterable[tuple[int, int, int]]) -> dict[int, Card]:
    """Cards by status id; those not at hand are rendered with two queries for all of them.

    Args:
        wanted: (status id, version of the status, version of its author's profile).
    """
    language = get_language() or "en"
    found: dict[int, Card] = {}
    missing: dict[int, Key] = {}
    for status_id, version, face in wanted:
        key = (status_id, version, face, language)
        card = _shelf.take(key)
        if card is None:
            missing[status_id] = key
        else:
            found[status_id] = card
    for card in _rendered(list(missing)):
        found[card.status.pk] = card
        _shelf.put(missing[card.status.pk], card)
    return found


def forget_cards() -> None:
    """Start anew with an empty memory: for tests and for measuring."""
    _shelf.clear()


def marks_of(viewer: Identity | None, status_ids: Sequence[int]) -> Marks:
    """In one query, what the viewer liked, boosted and kept."""
    if viewer is None or not status_ids:
        return Marks()
    by_kind: dict[str, set[int]] = {"f": set(), "b": set(), "k": set()}
    asked = list(dict.fromkeys(status_ids))
    values = {"viewer": viewer.pk} | {f"status{n}": each for n, each in enumerate(asked)}
    rows = _marks(connection.vendor, len(asked)).rows(values)
    for kind, status_id in rows:
        by_kind[kind].add(status_id)
    return Marks(*(frozenset(by_kind[kind]) for kind in "fbk"))


@lru_cache(maxsize=128)
def _marks(_vendor: str, count: int) -> Compiled:
    """The SQL for so many statuses, made once."""
    slots = {f"status{n}": STAND_IN + 1 + n for n in range(count)}
    status_ids = list(slots.values())
    favourites = Favourite.objects.filter(by=STAND_IN, status__in=status_ids)
    boosts = Status.objects.filter(author=STAND_IN, boost_of__in=status_ids)
    kept = Bookmark.objects.filter(by=STAND_IN, status__in=status_ids)
    rows = (
        favourites.extra(select={"kind": "'f'"})
        .values_list("kind", "status_id")
        .union(
            boosts.extra(select={"kind": "'b'"}).values_list("kind", "boost_of_id"),
            kept.extra(select={"kind": "'k'"}).values_list("kind", "status_id"),
            all=True,
        )
    )
    return Compiled(rows, {"viewer": STAND_IN, **slots})


def page_form(
    card: Card,
    *,
    viewer: Identity | None,
    marks: Marks,
    now: datetime,
    csrf_token: str,
    back_to: str,
    address_of: AddressOf,
    counts: Counts | None,
    context_html: str = "",
) -> str:
    """One status as this viewer sees it on a page."""
    context, time, pictures, actions, end = card.pieces
    return "".join(
        (
            context,
            context_html,
            time,
            age_in_words(card.status.created_at, now),
            pictures,
            _pictures_html(card, address_of) if card.pictures else "",
            actions,
            actions_html(
                card,
                viewer=viewer,
                marks=marks,
                csrf_token=csrf_token,
                back_to=back_to,
                counts=counts,
            ),
            end,
        )
    )


def wire_form(card: Card, *, marks: Marks, address_of: AddressOf) -> str:
    """One status as JSON, in the shape of the Mastodon client API."""
    status_id = card.status.pk
    if card.pictures:
        pictures = json.dumps(
            [picture_entity(each, card.status, address_of) for each in card.pictures]
        )
    else:
        pictures = "[]"
    return (
        f'{card.wire},"media_attachments":{pictures},'
        f'"favourited":{_json(status_id in marks.favourited)},'
        f'"reblogged":{_json(status_id in marks.boosted)},'
        f'"bookmarked":{_json(status_id in marks.bookmarked)},'
        f'"muted":false,"pinned":false}}'
    )


def actions_html(
    card: Card,
    *,
    viewer: Identity | None,
    marks: Marks,
    csrf_token: str,
    back_to: str,
    counts: Counts | None,
) -> str:
    """The buttons below a status. Nothing for people without an account."""
    if viewer is None:
        return ""
    status = card.status
    own = status.author_id == viewer.pk
    audience = Audience(status.audience)
    template = _actions_template(
        _State(
            language=get_language() or "en",
            favourited=status.pk in marks.favourited,
            boosted=status.pk in marks.boosted,
            bookmarked=status.pk in marks.bookmarked,
            can_boost=audience in (Audience.EVERYONE, Audience.QUIETLY, Audience.MEMBERS),
            own=own,
            shows_counts=counts is not None,
        )
    )
    numbers = counts or Counts()
    values = {
        "URL": escape(card.url),
        "NAME": escape(card.author_name),
        "CSRF": csrf_token,
        "NEXT": escape(back_to),
        "REPLIES": str(numbers.replies),
        "BOOSTS": str(numbers.boosts),
        "LIKES": str(numbers.likes),
    }
    return "".join(values[piece[1:]] if piece[:1] == "\x03" else piece for piece in template)


@lru_cache(maxsize=256)
def _actions_template(state: _State) -> tuple[str, ...]:
    """The component rendered once for each state, cut at what differs between statuses."""
    counts = {
        "replies": "\x02REPLIES\x02",
        "boosts": "\x02BOOSTS\x02",
        "favourites": "\x02LIKES\x02",
    }
    html = render_to_string(
        "components/status_actions.html",
        {
            "url": "\x02URL\x02",
            "author_name": "\x02NAME\x02",
            "csrf_token": "\x02CSRF\x02",
            "next": "\x02NEXT\x02",
            "favourited": state.favourited,
            "boosted": state.boosted,
            "bookmarked": state.bookmarked,
            "can_boost": state.can_boost,
            "can_edit": state.own,
            "is_own": state.own,
            "counts": counts if state.shows_counts else None,
        },
    )
    pieces = html.split("\x02")
    return tuple(f"\x03{piece}" if number % 2 else piece for number, piece in enumerate(pieces))


def age_in_words(moment: datetime, now: datetime) -> str:
    """How long ago, in words; the date when it is more than a week."""
    seconds = max(0, int((now - moment).total_seconds()))
    if seconds < 60:
        return gettext("just now")
    if seconds < 3600:
        minutes = seconds // 60
        return ngettext("%d minute ago", "%d minutes ago", minutes) % minutes
    if seconds < 86400:
        hours = seconds // 3600
        return ngettext("%d hour ago", "%d hours ago", hours) % hours
    if seconds < 7 * 86400:
        days = seconds // 86400
        return ngettext("%d day ago", "%d days ago", days) % days
    return date_format(timezone.localtime(moment), "j F Y")


def _rendered(status_ids: Sequence[int]) -> list[Card]:
    if not status_ids:
        return []
    statuses = Status.objects.filter(pk__in=status_ids).select_related(
        "author__profile", "reply_to_author__profile"
    )
    pictures: dict[int, list[Attachment]] = {}
    rows = list(statuses)
    with_pictures = [status.pk for status in rows if status.has_pictures]
    if with_pictures:
        for picture in Attachment.objects.filter(status__in=with_pictures).order_by("position"):
            pictures.setdefault(picture.status_id or 0, []).append(picture)
    return [_card(status, tuple(pictures.get(status.pk, ()))) for status in rows]


def _card(status: Status, pictures: tuple[Attachment, ...]) -> Card:
    author, profile = status.author, status.author.profile
    url = f"/{author.address}/{status.pk}"
    html = render_to_string(
        "components/status.html",
        {
            "card": {
                "id": status.pk,
                "url": url,
                "author_name": profile.display_name,
                "author_handle": author.address[1:],
                "author_url": f"/{author.address}",
                "author_role": role_label(profile.role),
                "avatar_url": avatar_address(profile),
                "time_iso": status.created_at.isoformat(),
                "audience_words": Audience(status.audience).label,
                "content_note": status.content_note,
                "body_html": status.html,
                "reply_to_words": _reply_words(status),
                "edited_words": gettext("Changed") if status.edited_at else "",
                "language": status.language,
            },
            "marker_context": _CONTEXT,
            "marker_time": _TIME,
            "marker_pictures": _PICTURES if pictures else "",
            "marker_actions": _ACTIONS,
        },
    )
    return Card(status, profile.display_name, url, pictures, _cut(html), fixed_part(status, url))


def _cut(html: str) -> tuple[str, str, str, str, str]:
    pieces: list[str] = []
    rest = html
    for marker in _MARKERS:
        before, found, after = rest.partition(marker)
        pieces.append(before if found else "")
        rest = after if found else rest
    first, second, third, fourth = pieces
    return first, second, third, fourth, rest


def _reply_words(status: Status) -> str:
    if status.reply_to_author is None:
        return ""
    if status.reply_to_author_id == status.author_id:
        return gettext("Carries on from their own post")
    # Whom it answers is spliced in: not every viewer may be told, and names change.
    return ""


def _pictures_html(card: Card, address_of: AddressOf) -> str:
    shown = []
    for picture in card.pictures:
        small, large = address_of(picture, card.status)
        shown.append(
            {
                "placeholder": small,
                "url": large,
                "alt": picture.description,
                "width": picture.width,
                "height": picture.height,
                "blurhash": picture.blurhash,
            }
        )
    return render_to_string("components/picture_grid.html", {"pictures": shown})


def _json(value: bool) -> str:  # noqa: FBT001
    return "true" if value else "false"
