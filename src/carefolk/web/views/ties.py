"""What one does about other people: follow, block, mute; and the lists where that is undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from carefolk.kit import clock
from carefolk.people import actions, queries
from carefolk.people.models import Identity
from carefolk.people.requests import MemberRequest, members_only
from carefolk.publishing.views import back_to
from carefolk.web.views.faces import Face, cursor, face, follow_state, next_page

MUTE_DAYS = (1, 7, 30)


@require_POST
@members_only
def follow(request: MemberRequest, handle: str) -> HttpResponse:
    """Follow or ask (`on=1`), stop following or take the question back (`on=0`)."""
    now = clock.now()
    other = _other(request, handle, now=now)
    if request.POST.get("on") == "0":
        actions.unfollow(follower=request.viewer, followed=other, now=now)
    else:
        actions.follow(follower=request.viewer, followed=other, now=now)
    if request.headers.get("X-Carefolk-Part"):
        return _follow_button(request, other, now=now)
    return redirect(back_to(request, f"/{other.address}"))


@require_POST
@members_only
def block(request: MemberRequest, handle: str) -> HttpResponse:
    """One step, at once; the lists of the settings undo it."""
    now = clock.now()
    other = _other(request, handle, now=now)
    actions.block(by=request.viewer, of=other, now=now)
    words = _("You blocked %(name)s. You do not see each other any more.")
    messages.success(request, words % {"name": _name(other)})
    return redirect(back_to(request, f"/{other.address}"))


@require_POST
@members_only
def unblock(request: MemberRequest, handle: str) -> HttpResponse:
    other = _kept_away(request, handle)
    actions.unblock(by=request.viewer, of=other)
    messages.success(request, _("You unblocked %(name)s.") % {"name": _name(other)})
    return redirect(back_to(request, f"/{other.address}"))


@require_POST
@members_only
def mute(request: MemberRequest, handle: str) -> HttpResponse:
    """For `days`, or until it is undone."""
    now = clock.now()
    other = _other(request, handle, now=now)
    days = request.POST.get("days", "")
    until = now + timedelta(days=int(days)) if days in map(str, MUTE_DAYS) else None
    actions.mute(by=request.viewer, of=other, now=now, until=until)
    words = _("You muted %(name)s. They are not told.")
    messages.success(request, words % {"name": _name(other)})
    return redirect(back_to(request, f"/{other.address}"))


@require_POST
@members_only
def unmute(request: MemberRequest, handle: str) -> HttpResponse:
    other = _kept_away(request, handle)
    actions.unmute(by=request.viewer, of=other)
    messages.success(request, _("You see %(name)s again.") % {"name": _name(other)})
    return redirect(back_to(request, f"/{other.address}"))


@require_POST
@members_only
def remove(request: MemberRequest, handle: str) -> HttpResponse:
    """Make someone stop following."""
    now = clock.now()
    other = _other(request, handle, now=now)
    actions.remove_follower(owner=request.viewer, follower=other, now=now)
    words = _("%(name)s no longer follows you. They are not told.")
    messages.success(request, words % {"name": _name(other)})
    return redirect(back_to(request, reverse("followers", args=[request.viewer.handle])))


@require_POST
@members_only
def answer(request: MemberRequest, handle: str) -> HttpResponse:
    """Say yes (`yes=1`) or no to someone who asked to follow."""
    now = clock.now()
    other = _other(request, handle, now=now)
    if request.POST.get("yes") == "1":
        actions.accept_follow(owner=request.viewer, follower=other, now=now)
        words = _("%(name)s follows you now.")
    else:
        actions.reject_follow(owner=request.viewer, follower=other, now=now)
        words = _("You said no to %(name)s. They are not told.")
    messages.success(request, words % {"name": _name(other)})
    return redirect("follow_requests")


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a list, and where to undo what stands between you."""

    person: Face
    undo_url: str = ""
    words: str = ""


@require_GET
@members_only
def requests(request: MemberRequest) -> HttpResponse:
    asked = queries.follow_requests(request.viewer, now=clock.now(), before=cursor(request))
    rows = [
        Row(face(tie.follower), reverse("answer_follow", args=[_at(tie.follower)])) for tie in asked
    ]
    context = {"rows": rows, "older_url": next_page(request, asked), "current": "you"}
    return render(request, "web/settings_requests.html", context)


@require_GET
@members_only
def blocked(request: MemberRequest) -> HttpResponse:
    made = queries.blocks(request.viewer, before=cursor(request))
    rows = [Row(face(row.of), reverse("unblock", args=[_at(row.of)])) for row in made]
    context = {"rows": rows, "older_url": next_page(request, made), "current": "you"}
    return render(request, "web/settings_blocked.html", context)


@require_GET
@members_only
def muted(request: MemberRequest) -> HttpResponse:
    made = queries.mutes(request.viewer, now=clock.now(), before=cursor(request))
    rows = [
        Row(face(row.of), reverse("unmute", args=[_at(row.of)]), _until(row.until)) for row in made
    ]
    context = {"rows": rows, "older_url": next_page(request, made), "current": "you"}
    return render(request, "web/settings_muted.html", context)


def _other(request: MemberRequest, handle: str, *, now: datetime) -> Identity:
    """Whom an act is about. Those one blocked can be found, those who blocked one cannot."""
    name, _at_sign, domain = handle.partition("@")
    return queries.identity_for(request.viewer, name, domain=domain, now=now, with_blocked=True)


def _kept_away(request: MemberRequest, handle: str) -> Identity:
    """Also someone who was suspended meanwhile: what one did must always be undone."""
    name, _at_sign, domain = handle.partition("@")
    found = queries.kept_away(request.viewer, name, domain=domain)
    return found or _other(request, handle, now=clock.now())


def _follow_button(request: HttpRequest, other: Identity, *, now: datetime) -> HttpResponse:
    viewer: Identity = request.viewer  # type: ignore[attr-defined]  # after members_only
    context = {
        "name": _name(other),
        "state": follow_state(queries.relation(viewer, other, now=now)),
        "follow_url": reverse("follow", args=[_at(other)]),
        "csrf_token": get_token(request),
        "next": back_to(request, f"/{other.address}"),
    }
    return render(request, "components/follow_button.html", context)


def _until(until: datetime | None) -> str:
    if until is None:
        return _("Until you undo it")
    return _("Until %(day)s") % {"day": f"{until:%-d %B}"}


def _name(other: Identity) -> str:
    return other.profile.display_name


def _at(other: Identity) -> str:
    return other.address.removeprefix("@")
