"""The first run: six short steps, each of which can be skipped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from carefolk.kit import clock
from carefolk.kit.errors import CarefolkError
from carefolk.people import actions, choices, preferences, profiles, queries
from carefolk.people.models import Profile
from carefolk.people.profiles import ProfileText
from carefolk.people.requests import MemberRequest, members_only
from carefolk.publishing import composing
from carefolk.publishing.drafts import Draft
from carefolk.publishing.makers.profile import draft_of
from carefolk.publishing.outcomes import Published
from carefolk.publishing.pipeline import preview
from carefolk.web.forms.settings import QuietForm, SafetyForm
from carefolk.web.views.faces import faces
from carefolk.web.views.own_profile import finding_values, say

STEPS = 6
PRACTICE_LONGEST = 5_000
SAFETY_QUESTIONS = ("find", "follow", "reply", "message", "engines")


class WhoForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("What do you do?"), required=False)
    setting = forms.CharField(
        label=gettext_lazy("Where do you work?"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("The kind of place, such as care home. Not its name."),
        widget=forms.TextInput(attrs={"list": "settings-list"}),
    )
    nation = forms.ChoiceField(
        label=gettext_lazy("Which nation are you in?"),
        required=False,
        choices=[("", gettext_lazy("I do not say")), *choices.NATIONS.items()],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [("", _("I do not say")), *queries.roles().items()]


class InterestsForm(forms.Form):
    interests = forms.MultipleChoiceField(
        label=gettext_lazy("Choose as many as you like"),
        required=False,
        choices=list(choices.INTERESTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )


@members_only
def first_run(request: MemberRequest) -> HttpResponse:
    """Go on where one stopped."""
    return redirect("first_run_step", step=min(request.user.first_run_step + 1, STEPS))


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def step(request: MemberRequest, step: int) -> HttpResponse:
    """One step: its page, what was sent, or past it."""
    if not 1 <= step <= STEPS:
        return redirect("first_run")
    if request.method == "POST" and "skip" in request.POST:
        return _on(request, step)
    return _PAGES[step](request)


def _who(request: MemberRequest) -> HttpResponse:
    shown = _text(request)
    form = WhoForm(
        _posted(request),
        initial={"role": shown.role, "setting": shown.setting, "nation": shown.nation},
    )
    facts: dict[str, Any] = {"settings_list": choices.SETTINGS}
    if request.method == "POST" and form.is_valid():
        return _said(request, form, replace(shown, **form.cleaned_data), 1, facts)
    return _page(request, 1, form=form, **facts)


def _interests(request: MemberRequest) -> HttpResponse:
    shown = _text(request)
    form = InterestsForm(_posted(request), initial={"interests": list(shown.interests)})
    if request.method == "POST" and form.is_valid():
        chosen = tuple(form.cleaned_data["interests"])
        return _said(request, form, replace(shown, interests=chosen), 2, {})
    return _page(request, 2, form=form)


def _people(request: MemberRequest) -> HttpResponse:
    """Each is followed by a button of its own; going on needs nothing."""
    if request.method == "POST":
        return _on(request, 3)
    now = clock.now()
    found = queries.suggestions(request.viewer, now=now)
    return _page(request, 3, people=faces(request.viewer, found, now=now), here=request.path)


def _safety(request: MemberRequest) -> HttpResponse:
    viewer = request.viewer
    initial = SafetyForm.initial_of(viewer)
    # What this step does not ask stays as it is.
    sent = {**initial, **request.POST.dict()} if request.method == "POST" else None
    form = SafetyForm(sent, initial=initial)
    quiet = QuietForm(_posted(request), initial=QuietForm.initial_of(request.user))
    if request.method == "POST" and form.is_valid() and quiet.is_valid():
        actions.set_safety(identity=viewer, safety=form.safety())
        preferences.set_quiet_hours(user=request.user, **quiet.cleaned_data)
        return _on(request, 4)
    asked = [form[name] for name in SAFETY_QUESTIONS]
    return _page(request, 4, form=form, asked=asked, quiet=quiet)


def _rules(request: MemberRequest) -> HttpResponse:
    return _on(request, 5) if request.method == "POST" else _page(request, 5)


def _practice(request: MemberRequest) -> HttpResponse:
    """A first post that nobody sees: it is looked at, and neither published nor kept."""
    if request.method == "POST" and "done" in request.POST:
        return _on(request, 6)
    words = request.POST.get("practice", "")[:PRACTICE_LONGEST]
    facts: dict[str, Any] = {"words": words, "tried": request.method == "POST"}
    if words.strip():
        draft = Draft(text=words)
        try:
            seen = preview(draft, by=request.viewer, now=clock.now()).findings
        except CarefolkError as error:
            facts |= {"tried": False, "trouble": error.words}
        else:
            facts["findings"] = [
                value | {"mends": [], "reasons": []}
                for value in composing.finding_values(seen, draft)
            ]
    return _page(request, 6, **facts)


def _said(
    request: MemberRequest, form: forms.Form, text: ProfileText, number: int, facts: dict[str, Any]
) -> HttpResponse:
    try:
        outcome = say(request, text)
    except CarefolkError as error:
        form.add_error(None, error.words)
        return _page(request, number, form=form, **facts)
    if isinstance(outcome, Published):
        return _on(request, number)
    findings = getattr(outcome, "findings", ())
    facts["findings"] = [
        value | {"mends": [], "reasons": []} for value in finding_values(findings, draft_of(text))
    ]
    form.add_error("setting", _("Please write something more general here, or leave it out."))
    return _page(request, number, form=form, **facts)


def _on(request: MemberRequest, done: int) -> HttpResponse:
    preferences.reach_step(user=request.user, step=done)
    if done < STEPS:
        return redirect("first_run_step", step=done + 1)
    preferences.end_first_run(user=request.user, now=clock.now())
    return redirect("home")


def _page(request: MemberRequest, number: int, **facts: Any) -> HttpResponse:
    form = facts.get("form")
    wrong = bool(form is not None and form.errors)
    progress = _("Step %(number)s of %(all)s") % {"number": number, "all": STEPS}
    context = {"number": number, "progress": progress, "is_last": number == STEPS} | facts
    return render(request, f"web/first_run_{number}.html", context, status=422 if wrong else 200)


def _text(request: MemberRequest) -> ProfileText:
    return profiles.of(Profile.objects.get(identity=request.viewer))


def _posted(request: MemberRequest) -> Any:
    return request.POST if request.method == "POST" else None


_PAGES: dict[int, Callable[[MemberRequest], HttpResponse]] = {
    1: _who,
    2: _interests,
    3: _people,
    4: _safety,
    5: _rules,
    6: _practice,
}
