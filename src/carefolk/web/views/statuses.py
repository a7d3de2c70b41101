"""The buttons below a status. Each answers a page, or the fragment that a script asks for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from carefolk.kit import clock
from carefolk.kit.errors import NotFound
from carefolk.people.requests import MemberRequest, members_only
from carefolk.posts import actions, queries
from carefolk.posts.models import Audience, Status
from carefolk.posts.render import Counts, actions_html, cards, marks_of
from carefolk.publishing import composing
from carefolk.publishing.drafts import Door, Draft, DraftKind
from carefolk.publishing.forms import read
from carefolk.publishing.makers.boost import BoostedBefore
from carefolk.publishing.outcomes import AskAuthor, Held, Preview, Refused
from carefolk.publishing.pipeline import publish
from carefolk.publishing.views import back_to


@require_POST
@members_only
def favourite(request: MemberRequest, handle: str, status_id: int) -> HttpResponse:
    act = actions.favourite if _is_on(request) else actions.unfavourite
    return _done(request, act(by=request.viewer, status_id=status_id, now=clock.now()))


@require_POST
@members_only
def bookmark(request: MemberRequest, handle: str, status_id: int) -> HttpResponse:
    act = actions.bookmark if _is_on(request) else actions.unbookmark
    return _done(request, act(by=request.viewer, status_id=status_id, now=clock.now()))


@require_POST
@members_only
def boost(request: MemberRequest, handle: str, status_id: int) -> HttpResponse:
    """Share a status. Sharing counts as saying: the guard is asked, and may ask back."""
    viewer, now = request.viewer, clock.now()
    if not _is_on(request):
        return _done(request, actions.unboost(by=viewer, status_id=status_id, now=now))
    sent = read(request.POST, default=Audience.EVERYONE).draft
    draft = Draft(
        kind=DraftKind.BOOST,
        boost_of=status_id,
        audience=Audience.EVERYONE,
        confirmed=sent.confirmed,
        confirm_token=sent.confirm_token,
    )
    try:
        outcome = publish(draft, by=viewer, door=Door.WEB, now=now)
    except BoostedBefore:
        return _done(request, queries.status_for(viewer, status_id, now=now))
    if isinstance(outcome, AskAuthor | Refused):
        return _ask_about_boost(request, status_id, outcome)
    if isinstance(outcome, Held):
        return render(request, "publishing/held.html", status=202)
    return _done(request, queries.status_for(viewer, status_id, now=now))


@require_http_methods(["GET", "POST"])
@members_only
def delete(request: MemberRequest, handle: str, status_id: int) -> HttpResponse:
    """Ask first, on a page that works without scripts; then delete."""
    if request.method == "POST":
        actions.delete(by=request.viewer, status_id=status_id, now=clock.now())
        return redirect("home")
    status = queries.own_status(request.viewer, status_id)
    return render(request, "web/delete.html", {"status": status})


def by_number(request: HttpRequest, status_id: int) -> HttpResponseRedirect:
    """The lasting address of a status (its URI) leads to its page."""
    status = queries.status_for(getattr(request, "viewer", None), status_id, now=clock.now())
    return HttpResponseRedirect(f"/{status.author.address}/{status.pk}")


def _is_on(request: MemberRequest) -> bool:
    return request.POST.get("on", "1") != "0"


def _done(request: MemberRequest, status: Status) -> HttpResponse:
    if request.headers.get("X-Carefolk-Part") != "1":
        return HttpResponseRedirect(back_to(request, f"/{status.author.address}/{status.pk}"))
    status.refresh_from_db(fields=["version", "replies_count", "boosts_count", "favourites_count"])
    counts = Counts(status.replies_count, status.boosts_count, status.favourites_count)
    face = status.author.profile.version
    card = cards([(status.pk, status.version, face)]).get(status.pk)
    if card is None:
        raise NotFound
    return HttpResponse(
        actions_html(
            card,
            viewer=request.viewer,
            marks=marks_of(request.viewer, [status.pk]),
            csrf_token=get_token(request),
            back_to=back_to(request, "/home"),
            counts=counts if request.user.shows_counts else None,
        )
    )


def _ask_about_boost(
    request: MemberRequest, status_id: int, outcome: AskAuthor | Refused
) -> HttpResponse:
    status = queries.status_for(request.viewer, status_id, now=clock.now())
    token = outcome.token if isinstance(outcome, AskAuthor) else ""
    shown = Preview(outcome.findings, token)
    draft = Draft(text=status.plain, content_note=status.content_note)
    findings = composing.finding_values(shown.findings, draft)
    for finding in findings:
        finding["mends"] = []
    context = {
        "status": status,
        "findings": findings,
        "token": token,
        "can_confirm": bool(token),
        "next": back_to(request, "/home"),
    }
    return render(request, "web/boost.html", context, status=422)
