"""The settings: one short page for each question."""

from __future__ import annotations

from typing import Any

from django.conf import settings as place
from django.contrib import messages
from django.contrib.auth import logout
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from carefolk.kit import clock, limits
from carefolk.people import actions, life, preferences
from carefolk.people.export import export_zip
from carefolk.people.preferences import Look
from carefolk.people.requests import MemberRequest, members_only
from carefolk.web.forms.settings import DeleteForm, LookForm, QuietForm, SafetyForm

EXPORTS = limits.Rule(count=5, seconds=3_600)
PASSWORDS = limits.Rule(count=10, seconds=600)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
@members_only
def hub(request: MemberRequest) -> HttpResponse:
    context = {"is_staff": request.user.is_staff_of_place, "current": "you"}
    return render(request, "web/settings.html", context)


@get_or_post
@members_only
def safety(request: MemberRequest) -> HttpResponse:
    viewer = request.viewer
    form = SafetyForm(_posted(request), initial=SafetyForm.initial_of(viewer), prefix="safety")
    quiet = QuietForm(_posted(request), initial=QuietForm.initial_of(request.user), prefix="quiet")
    if request.method == "POST" and form.is_valid() and quiet.is_valid():
        actions.set_safety(identity=viewer, safety=form.safety())
        preferences.set_quiet_hours(user=request.user, **quiet.cleaned_data)
        messages.success(request, _("Your safety settings are saved."))
        return redirect("settings_safety")
    return _page(request, "web/settings_safety.html", form, quiet=quiet)


@get_or_post
@members_only
def look(request: MemberRequest) -> HttpResponse:
    form = LookForm(_posted(request), initial=LookForm.initial_of(request.user))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        shows_counts = said.pop("shows_counts")
        preferences.set_look(user=request.user, look=Look(**said), shows_counts=shows_counts)
        messages.success(request, _("The look is saved. It follows you to every device."))
        return redirect("settings_look")
    return _page(request, "web/settings_look.html", form)


@require_GET
@members_only
def security(request: MemberRequest) -> HttpResponse:
    return render(request, "web/settings_security.html", {"current": "you"})


@get_or_post
@members_only
def export(request: MemberRequest) -> HttpResponseBase:
    """A page that explains, and by POST the file."""
    if request.method != "POST":
        return render(request, "web/settings_export.html", {"current": "you"})
    now = clock.now()
    limits.hit(f"export:{request.viewer.pk}", rule=EXPORTS, now=now)
    name = f"{request.viewer.handle}-{now:%Y-%m-%d}.zip"
    file = export_zip(request.viewer)
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@sensitive_post_parameters("password")
@get_or_post
@members_only
def delete(request: MemberRequest) -> HttpResponse:
    now = clock.now()
    if request.method == "POST" and not place.CAREFOLK.throwaway:
        limits.hit(f"delete:{request.user.pk}", rule=PASSWORDS, now=now)
    form = DeleteForm(_posted(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        life.close_account(user=request.user, now=now)
        logout(request)
        return render(request, "web/deleted.html")
    return _page(request, "web/settings_delete.html", form)


def _page(request: MemberRequest, template: str, form: Any, **facts: Any) -> HttpResponse:
    """A form's page; 422 when what was sent needs another look."""
    wrong = bool(form.errors) or any(getattr(fact, "errors", None) for fact in facts.values())
    context = {"form": form, "current": "you"} | facts
    return render(request, template, context, status=422 if wrong else 200)


def _posted(request: MemberRequest) -> Any:
    return request.POST if request.method == "POST" else None
