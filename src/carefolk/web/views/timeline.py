"""Timelines as a page shows them: finished posts, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from carefolk.kit.paging import Page
from carefolk.people.models import Identity
from carefolk.people.queries import visible
from carefolk.posts.media import address_for
from carefolk.posts.models import Attachment, Status
from carefolk.posts.render import Card, Counts, Marks, cards, marks_of, page_form, wire_form
from carefolk.posts.wire import AddressOf
from carefolk.timelines.queries import Line


@dataclass(frozen=True, slots=True)
class Shown:
    """One page of a timeline, ready for a template.

    Attributes:
        posts: finished HTML, one a status.
        older_url: of the next page back in time; empty at the end.
    """

    posts: Sequence[SafeString]
    older_url: str


def shown(request: HttpRequest, lines: Page[Line], *, now: datetime, base: str) -> Shown:
    """Render a page of lines for whoever asks.

    Args:
        base: address of the timeline, to which `?before=` is added.
    """
    posts = finished(request, lines.items, now=now, back_to=request.get_full_path())
    older = f"{base}?before={lines.older}" if lines.older else ""
    return Shown(posts, older)


def finished(
    request: HttpRequest, lines: Sequence[Line], *, now: datetime, back_to: str
) -> list[SafeString]:
    viewer: Identity | None = getattr(request, "viewer", None)
    found = cards((line.shown, line.version, line.face) for line in lines)
    marks = marks_of(viewer, [line.shown for line in lines])
    shows_counts = bool(viewer and request.user.is_authenticated and request.user.shows_counts)
    counts = _counts(found) if shows_counts else {}
    answered = _answered(viewer, found, now=now)
    token = get_token(request) if viewer else ""
    address_of = addresses(viewer, now)
    return [
        mark_safe(  # noqa: S308 - made of escaped templates and sanitised words
            page_form(
                found[line.shown],
                viewer=viewer,
                marks=marks,
                now=now,
                csrf_token=token,
                back_to=back_to,
                address_of=address_of,
                counts=counts.get(line.shown),
                context_html=_booster(line) + answered.get(line.shown, ""),
            )
        )
        for line in lines
        if line.shown in found
    ]


def wire(viewer: Identity, lines: Sequence[Line], *, now: datetime) -> str:
    """A page of lines as a JSON list, in the shape of the Mastodon client API."""
    found = cards((line.shown, line.version, line.face) for line in lines)
    marks = marks_of(viewer, [line.shown for line in lines])
    address_of = addresses(viewer, now)
    return f"[{','.join(_wire_lines(lines, found, marks, address_of))}]"


def addresses(viewer: Identity | None, now: datetime) -> AddressOf:
    """Where this viewer finds the pictures of a status."""

    def address_of(picture: Attachment, status: Status) -> tuple[str, str]:
        small, large = (
            address_for(
                picture,
                viewer=viewer,
                audience=status.audience,
                now=now,
                size=size,
                out_at=status.out_at,
            )
            for size in ("small", "large")
        )
        return small, large

    return address_of


def _wire_lines(
    lines: Iterable[Line], found: Mapping[int, Card], marks: Marks, address_of: AddressOf
) -> Iterable[str]:
    for line in lines:
        if line.shown not in found:
            continue
        status = wire_form(found[line.shown], marks=marks, address_of=address_of)
        if line.booster is None:
            yield status
        else:
            yield f'{{"id":"{line.id}","reblog":{status}}}'


def _counts(found: Mapping[int, Card]) -> dict[int, Counts]:
    """Asked anew: a card is kept while people go on liking."""
    rows = Status.objects.filter(pk__in=list(found)).values_list(
        "pk", "replies_count", "boosts_count", "favourites_count"
    )
    return {pk: Counts(replies, boosts, likes) for pk, replies, boosts, likes in rows}


def _answered(
    viewer: Identity | None, found: Mapping[int, Card], *, now: datetime
) -> dict[int, str]:
    """Whom each reply answers, for those the viewer may be told of."""
    wanted = {
        pk: card.status.reply_to_author_id
        for pk, card in found.items()
        if card.status.reply_to_author_id not in (None, card.status.author_id)
    }
    if not wanted:
        return {}
    people = Identity.objects.filter(pk__in=set(wanted.values()))
    names = dict(visible(people, viewer, now=now).values_list("pk", "profile__display_name"))
    language = get_language() or "en"
    return {
        pk: _reply_to(names[person], language) for pk, person in wanted.items() if person in names
    }


@lru_cache(maxsize=1_000)
def _reply_to(name: str, _language: str) -> str:
    words = _("Replies to %(name)s") % {"name": name}
    return render_to_string("components/status_context.html", {"words": words})


def _booster(line: Line) -> str:
    if line.booster is None:
        return ""
    return _boosted_by(line.booster_name, line.booster_address, get_language() or "en")


@lru_cache(maxsize=1_000)
def _boosted_by(name: str, address: str, _language: str) -> str:
    """Kept for each name and language: the same people boost often."""
    words = _("%(name)s boosted this") % {"name": name}
    return render_to_string(
        "components/status_context.html", {"words": words, "url": f"/{address}"}
    )
