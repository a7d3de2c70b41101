"""Someone's page, and who follows whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from carefolk.kit import clock, limits
from carefolk.kit.paging import window
from carefolk.people import choices, queries
from carefolk.people.models import Identity, Profile
from carefolk.people.requests import MemberRequest, members_only
from carefolk.people.rules import may_see_ties
from carefolk.posts.faces import avatar_address
from carefolk.timelines import queries as timelines
from carefolk.web.views import timeline
from carefolk.web.views.faces import cursor, faces, follow_state, next_page

SEARCHES = limits.Rule(count=60, seconds=300)


@require_GET
@members_only
def you(request: MemberRequest) -> HttpResponse:
    return redirect(f"/{request.viewer.address}")


@require_GET
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """Who someone is and what they said, as far as the reader may see it."""
    now = clock.now()
    viewer: Identity | None = getattr(request, "viewer", None)
    person = _person(viewer, handle, now=now)
    context = _about(person) | {"current": "you" if person == viewer else ""}
    if viewer is not None and viewer.pk != person.pk:
        relation = queries.relation(viewer, person, now=now)
        context |= {
            "relation": relation,
            "state": follow_state(relation),
            "menu": _menu(person, muting=relation.muting),
        }
        if relation.blocking:
            return render(request, "web/profile.html", context)
    if viewer is not None and may_see_ties(viewer, person):
        context |= _ties_of(request, person)
    lines = timelines.profile(
        viewer,
        person,
        window(max_id=request.GET.get("before"), limit=20),
        now=now,
        with_replies="replies" in request.GET,
    )
    base = request.path
    context |= {
        "shown": timeline.shown(request, lines, now=now, base=base),
        "is_self": viewer is not None and viewer.pk == person.pk,
    }
    return render(request, "web/profile.html", context)


@require_GET
def by_number(request: HttpRequest, identity_id: int) -> HttpResponse:
    """The lasting address of a person (their URI) leads to their page."""
    person = queries.identity_by_id(
        getattr(request, "viewer", None), identity_id, now=clock.now(), with_blocked=True
    )
    return redirect(f"/{person.address}")


@require_GET
@members_only
def followers(request: MemberRequest, handle: str) -> HttpResponse:
    now = clock.now()
    person = _person(request.viewer, handle, now=now)
    ties = queries.followers(request.viewer, person, now=now, before=cursor(request))
    context = {
        "person": person,
        "people": faces(request.viewer, [tie.follower for tie in ties], now=now),
        "older_url": next_page(request, ties),
        "may_remove": person.pk == request.viewer.pk,
        "current": "you",
    }
    return render(request, "web/followers.html", context)


@require_GET
@members_only
def following(request: MemberRequest, handle: str) -> HttpResponse:
    now = clock.now()
    person = _person(request.viewer, handle, now=now)
    ties = queries.following(request.viewer, person, now=now, before=cursor(request))
    context = {
        "person": person,
        "people": faces(request.viewer, [tie.followed for tie in ties], now=now),
        "older_url": next_page(request, ties),
        "current": "you",
    }
    return render(request, "web/following.html", context)


@require_GET
@members_only
def people(request: MemberRequest) -> HttpResponse:
    """Find people by name or handle; without words, five whom one might like to follow."""
    now = clock.now()
    wanted = request.GET.get("q", "")[:100].strip()
    if wanted:
        limits.hit(f"search-people:{request.viewer.pk}", rule=SEARCHES, now=now)
        found = queries.search(request.viewer, wanted, now=now)
    else:
        found = queries.suggestions(request.viewer, now=now)
    context = {
        "wanted": wanted,
        "people": faces(request.viewer, found, now=now),
        "here": request.get_full_path(),
    }
    return render(request, "web/people.html", context)


def _person(viewer: Identity | None, handle: str, *, now: datetime) -> Identity:
    name, _at_sign, domain = handle.partition("@")
    return queries.identity_for(viewer, name, domain=domain, now=now, with_blocked=True)


def _about(person: Identity) -> dict[str, Any]:
    shown: Profile = person.profile
    facts = (
        (_("Work"), choices.role_label(shown.role)),
        (_("Where"), shown.setting),
        (_("Nation"), shown.nation),
        (_("Pronouns"), shown.pronouns),
        (_("Languages"), _joined(shown.languages, choices.LANGUAGES)),
        (_("Interests"), _joined(shown.interests, choices.INTERESTS)),
    )
    return {
        "person": person,
        "profile": shown,
        "avatar_url": avatar_address(shown),
        "header_url": f"/media/{shown.header}" if shown.header else "",
        "facts": [(label, words) for label, words in facts if words],
        "follow_url": reverse("follow", args=[person.address.removeprefix("@")]),
    }


def _joined(codes: list[str], words: Any) -> str:
    return ", ".join(str(words.get(code, code)) for code in codes)


def _menu(person: Identity, *, muting: bool) -> list[dict[str, str]]:
    at = person.address.removeprefix("@")
    muted = (
        {"label": _("Unmute"), "action": reverse("unmute", args=[at])}
        if muting
        else {"label": _("Mute: I no longer see their posts"), "action": reverse("mute", args=[at])}
    )
    block = {
        "label": _("Block: we no longer see each other"),
        "action": reverse("block", args=[at]),
    }
    remove = {
        "label": _("Stop them from following me"),
        "action": reverse("remove_follower", args=[at]),
    }
    return [muted, remove, block]


def _ties_of(request: HttpRequest, person: Identity) -> dict[str, Any]:
    """Links to who follows whom; numbers only for readers who turned them on."""
    at = person.address.removeprefix("@")
    shows_counts = request.user.is_authenticated and request.user.shows_counts
    return {
        "followers_url": reverse("followers", args=[at]),
        "following_url": reverse("following", args=[at]),
        "followers_count": queries.follower_count(person) if shows_counts else None,
        "following_count": queries.following_count(person) if shows_counts else None,
    }
