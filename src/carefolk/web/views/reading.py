"""Reading: home, this place, hashtags, a thread. Function views: one query, one page."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from carefolk.kit import clock
from carefolk.kit.errors import NotFound
from carefolk.kit.paging import Window, window
from carefolk.kit.text import hashtags
from carefolk.kit.text.prepare import clean
from carefolk.people.models import Identity
from carefolk.people.queries import are_indexable
from carefolk.people.requests import MemberRequest, members_only
from carefolk.posts import queries as posts
from carefolk.posts.models import Audience, Status
from carefolk.publishing import composing
from carefolk.publishing.drafts import Draft
from carefolk.streaming import changes
from carefolk.timelines import queries
from carefolk.web.views import timeline


@require_GET
def front(request: HttpRequest) -> HttpResponse:
    """The front door: home for members, what this place is for everyone else."""
    if getattr(request, "viewer", None) is not None:
        return redirect("home")
    now = clock.now()
    lines = queries.place(None, Window(limit=5), now=now)
    context = {"shown": timeline.shown(request, lines, now=now, base=reverse("this_place"))}
    return render(request, "web/front.html", context)


@require_GET
@members_only
def home(request: MemberRequest) -> HttpResponse:
    now = clock.now()
    wanted = _window(request)
    lines = queries.home(request.viewer, wanted, now=now)
    context = {
        "shown": timeline.shown(request, lines, now=now, base=reverse("home")),
        "composer": _small_composer(request.viewer),
        "undo": _undo(request, now=now),
        "is_first_page": wanted.max_id is None,
        "stream_url": stream_url("home"),
        "current": "home",
    }
    return render(request, "web/home.html", context)


@require_GET
@members_only
def home_wire(request: MemberRequest) -> HttpResponse:
    """The home timeline as JSON, for scripts of this place."""
    now = clock.now()
    lines = queries.home(request.viewer, _window(request), now=now)
    body = timeline.wire(request.viewer, lines.items, now=now)
    return HttpResponse(body, content_type="application/json")


@require_GET
@members_only
def saved(request: MemberRequest) -> HttpResponse:
    """What one kept for later. Nobody else knows of it."""
    now = clock.now()
    lines = queries.saved(request.viewer, _window(request), now=now)
    shown = timeline.shown(request, lines, now=now, base=reverse("saved"))
    return render(request, "web/saved.html", {"shown": shown, "current": "you"})


@require_GET
def place(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    viewer = getattr(request, "viewer", None)
    lines = queries.place(viewer, _window(request), now=now)
    context = {
        "shown": timeline.shown(request, lines, now=now, base=reverse("this_place")),
        "stream_url": stream_url("place") if viewer else "",
        "current": "this_place",
    }
    return render(request, "web/place.html", context)


@require_GET
def hashtag(request: HttpRequest, name: str) -> HttpResponse:
    now = clock.now()
    # An address may hold what no text does; a database refuses the NUL character.
    key = hashtags.key(clean(name))
    lines = queries.hashtag(getattr(request, "viewer", None), key, _window(request), now=now)
    base = reverse("hashtag", args=[name])
    context = {"name": name, "shown": timeline.shown(request, lines, now=now, base=base)}
    return render(request, "web/hashtag.html", context)


@require_GET
def thread(request: HttpRequest, handle: str, status_id: int) -> HttpResponse:
    """One status with what stands above and below it."""
    now = clock.now()
    viewer: Identity | None = getattr(request, "viewer", None)
    found = posts.thread(viewer, status_id, now=now)
    if found.status.author.address.lower() != f"@{handle}".lower():
        raise NotFound
    ids = (*found.above, found.status.pk, *found.below)
    lines = queries.lines_of(viewer, ids, now=now)
    here = request.path

    def finished(wanted: tuple[int, ...]) -> list[Any]:
        some = [lines[each] for each in wanted if each in lines]
        return list(timeline.finished(request, some, now=now, back_to=here))

    context = {
        "status": found.status,
        "above": finished(found.above),
        "post": finished((found.status.pk,)),
        "below": finished(found.below),
        "undo": _undo(request, now=now),
        "may_be_found": viewer is None
        and Audience(found.status.audience).is_open
        and are_indexable(line.author for line in lines.values()),
    }
    if viewer is not None:
        context["composer"] = _reply_composer(viewer, found.status)
    return render(request, "web/thread.html", context)


def stream_url(name: str) -> str:
    """Where the live streams listen: behind the proxy on the same host, or one port higher."""
    place_settings = settings.CAREFOLK
    path = f"/streams/{name}?after={changes.position()}"
    if place_settings.is_https:
        return path
    return f"http://{place_settings.host}:{place_settings.stream_listen_port}{path}"


def _small_composer(viewer: Identity) -> composing.Composer:
    made = composing.composer(Draft(audience=Audience(viewer.default_audience)), viewer=viewer)
    return replace(made, rows=3)


def _reply_composer(viewer: Identity, status: Status) -> composing.Composer:
    greeting = "" if status.author_id == viewer.pk else f"{status.author.address} "
    draft = Draft(reply_to=status.pk, text=greeting, audience=Audience(viewer.default_audience))
    return replace(composing.composer(draft, viewer=viewer, parent=status), rows=3)


def _undo(request: HttpRequest, *, now: datetime) -> dict[str, Any] | None:
    """The bar that takes a post back, right after it was published."""
    viewer = getattr(request, "viewer", None)
    posted = request.GET.get("posted", "")
    if viewer is None or not (posted.isascii() and posted.isdigit() and len(posted) < 20):
        return None
    status = Status.objects.filter(pk=int(posted), author=viewer).first()
    if status is None:
        return None
    left = int((status.out_at - now).total_seconds())
    purpose = f"reply-{status.reply_to_id}" if status.reply_to_id else "new"
    if left <= 0:
        return None
    return {
        "url": reverse("undo", args=[status.pk]),
        "seconds": left,
        "draft_key": f"{viewer.pk}-{purpose}",
    }


def _window(request: HttpRequest) -> Window:
    return window(max_id=request.GET.get("before"), limit=20)
