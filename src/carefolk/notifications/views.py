"""The page of alerts: who answered, liked, boosted, followed; and an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from carefolk.kit import clock
from carefolk.kit.paging import BIGGEST_ID, window
from carefolk.notifications import actions, queries
from carefolk.notifications.models import Notification
from carefolk.notifications.queries import Alert
from carefolk.people.models import Identity
from carefolk.people.requests import MemberRequest, members_only
from carefolk.posts.faces import avatar_address
from carefolk.posts.render import age_in_words

EXCERPT = 200
REQUESTS_PAGE = "follow_requests"
"""Name of the page where one says yes or no to followers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One alert as `notifications/alerts.html` takes it.

    Attributes:
        sentence: who did what, names linked; safe HTML.
        face, avatar_url: display name and picture of the newest person.
        at, ago: when, and how long ago in words.
        is_new: not marked read.
        url: where it leads, or empty.
        excerpt: the beginning of the post, its content note, or empty.
        excerpt_lang: the language of the excerpt.
        answer_url: where to say yes or no to a follow request, or empty.
    """

    sentence: SafeString
    face: str
    avatar_url: str
    at: datetime
    ago: str
    is_new: bool
    url: str
    excerpt: str
    excerpt_lang: str
    answer_url: str


@require_GET
@members_only
def alerts(request: MemberRequest) -> HttpResponse:
    now = clock.now()
    page = queries.page(request.viewer, window(request.GET.get("max_id")), now=now)
    context = {
        "current": "alerts",
        "lines": [_line(alert, request.viewer, now=now) for alert in page.items],
        "has_new": any(alert.is_new for alert in page.items),
        "newest": page.newer,
        "older_url": f"{reverse('alerts')}?max_id={page.older}" if page.older else "",
        "is_first": "max_id" not in request.GET,
    }
    return render(request, "notifications/alerts.html", context)


@require_POST
@members_only
def read(request: MemberRequest) -> HttpResponse:
    """Mark read what the page showed; what came in meanwhile stays new."""
    up_to = window(request.POST.get("up_to")).max_id
    if up_to is None:
        up_to = BIGGEST_ID
    actions.mark_read(request.viewer, up_to=up_to, now=clock.now())
    messages.success(request, _("All these alerts are marked as read."))
    return redirect("alerts")


def _line(alert: Alert, viewer: Identity, *, now: datetime) -> Line:
    newest = alert.people[0] if alert.people else None
    asks = alert.kind == Notification.Kind.FOLLOW_REQUEST
    return Line(
        sentence=_sentence(alert, viewer),
        face=_name(newest),
        avatar_url=_avatar(newest),
        at=alert.at,
        ago=age_in_words(alert.at, now),
        is_new=alert.is_new,
        url=f"/{alert.status.author.address}/{alert.status.pk}" if alert.status else "",
        excerpt=_excerpt(alert),
        excerpt_lang=alert.status.language if alert.status is not None else "",
        answer_url=_requests_page() if asks else "",
    )


def _sentence(alert: Alert, viewer: Identity) -> SafeString:
    kind = Notification.Kind
    answers = alert.status is not None and alert.status.reply_to_author_id == viewer.pk
    match alert.kind:
        case kind.MENTION if answers:
            pattern = _("{who} replied to you")
        case kind.MENTION:
            pattern = _("{who} mentioned you")
        case kind.FAVOURITE:
            pattern = _("{who} liked your post")
        case kind.BOOST:
            pattern = _("{who} boosted your post")
        case kind.FOLLOW:
            pattern = _("{who} started to follow you")
        case kind.FOLLOW_REQUEST:
            pattern = _("{who} asks to follow you")
        case kind.STATUS:
            pattern = _("{who} posted")
    return format_html(pattern, who=_who(alert))


def _who(alert: Alert) -> SafeString:
    """Asha. Asha and Bron. Asha and 3 others."""
    names = [_linked(person) for person in alert.people]
    others = alert.others + len(names) - 1
    if others < 1:
        return names[0] if names else format_html("{}", _("Someone"))
    if others == 1 and len(names) == 2:
        return format_html(_("{one} and {other}"), one=names[0], other=names[1])
    pattern = ngettext("{one} and {count} other", "{one} and {count} others", others)
    return format_html(pattern, one=names[0], count=others)


def _linked(person: Identity) -> SafeString:
    url = f"/{person.address}" if person.local else person.uri
    return format_html('<a class="person-name" href="{}">{}</a>', url, _name(person))


def _name(person: Identity | None) -> str:
    if person is None:
        return _("Someone")
    return person.profile.display_name if _has_profile(person) else person.address


def _avatar(person: Identity | None) -> str:
    return avatar_address(person.profile) if person is not None and _has_profile(person) else ""


def _has_profile(person: Identity) -> bool:
    return hasattr(person, "profile")


def _excerpt(alert: Alert) -> str:
    """The first words; of a post behind a content note only the note."""
    status = alert.status
    if status is None:
        return ""
    if status.content_note:
        return status.content_note
    words = " ".join(status.plain.split())
    return words if len(words) <= EXCERPT else f"{words[:EXCERPT].rstrip()}…"


def _requests_page() -> str:
    try:
        return reverse(REQUESTS_PAGE)
    except NoReverseMatch:
        return ""
