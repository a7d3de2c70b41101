"""Changing one's profile. What is typed there is said to others, so it walks the way out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from carefolk.kit import clock
from carefolk.kit.errors import CarefolkError
from carefolk.people import choices, profiles
from carefolk.people.models import Profile
from carefolk.people.profiles import ProfileText
from carefolk.people.requests import MemberRequest, members_only
from carefolk.posts import media
from carefolk.posts.faces import avatar_address
from carefolk.posts.models import Audience
from carefolk.publishing import composing
from carefolk.publishing.drafts import Door, Draft
from carefolk.publishing.forms import read
from carefolk.publishing.makers.profile import draft_of
from carefolk.publishing.outcomes import AskAuthor, Held, Outcome, Published, Refused, Seen
from carefolk.publishing.pipeline import preview, publish
from carefolk.web.forms.profile import ProfileForm, can_be_pressed, initial_of, mended

_PICTURES: dict[str, media.Face] = {"avatar": "avatars", "header": "headers"}
_SIGNER = signing.Signer(salt="carefolk.kept-pictures")


@members_only
def edit(request: MemberRequest) -> HttpResponse:
    """The form; what comes back from the guard is shown on it, with everything that was typed."""
    shown = profiles.of(_profile(request))
    if request.method != "POST":
        return _page(request, ProfileForm(initial=initial_of(shown)))
    form = ProfileForm(request.POST, request.FILES, initial=initial_of(shown))
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        text = _with_pictures(request, form.text(now_shown=_kept(request, shown)))
        return _say(request, form, text)
    except CarefolkError as error:
        form.add_error(None, error.words)
        return _page(request, form, status=error.status)


def say(request: MemberRequest, text: ProfileText, **how: Any) -> Outcome:
    """Publish a profile by the web's door; the outcome is the caller's to show."""
    draft = draft_of(text, **how)
    return publish(draft, by=request.viewer, door=Door.WEB, now=clock.now())


def finding_values(findings: tuple[Seen, ...], draft: Draft) -> list[dict[str, Any]]:
    """Findings for components/finding.html, with the mends that fit a profile."""
    values = composing.finding_values(findings, draft)
    for value in values:
        value["mends"] = [m for m in value["mends"] if can_be_pressed(findings, m["value"])]
    return values


def _say(request: MemberRequest, form: ProfileForm, text: ProfileText) -> HttpResponse:
    sent = read(request.POST, default=Audience.EVERYONE)
    if sent.mend:
        return _mend(request, text, sent.mend)
    outcome = say(
        request, text, confirmed=dict(sent.draft.confirmed), confirm_token=sent.draft.confirm_token
    )
    match outcome:
        case Published():
            messages.success(request, _("Your profile is saved."))
            return redirect(f"/{request.viewer.address}")
        case AskAuthor(findings=findings, token=token):
            return _asked(request, form, text, findings, token)
        case Refused(findings=findings):
            return _asked(request, form, text, findings, "")
        case Held():
            messages.info(request, _("A moderator looks at your profile first."))
            return redirect("settings")


def _mend(request: MemberRequest, text: ProfileText, pressed: str) -> HttpResponse:
    now = clock.now()
    before = preview(draft_of(text), by=request.viewer, now=now)
    better = mended(text, before.findings, pressed)
    after = preview(draft_of(better), by=request.viewer, now=now)
    form = ProfileForm(initial=initial_of(better))
    return _asked(request, form, better, after.findings, after.token, status=200)


def _asked(
    request: MemberRequest,
    form: ProfileForm,
    text: ProfileText,
    findings: tuple[Seen, ...],
    token: str,
    *,
    status: int = 422,
) -> HttpResponse:
    facts = {
        "findings": finding_values(findings, draft_of(text)),
        "token": token,
        # A browser never sends a chosen file twice: what was taken in is named instead.
        "kept": [
            (f"kept_{name}", _SIGNER.sign_object([request.viewer.pk, getattr(text, name)]))
            for name in _PICTURES
        ],
    }
    return _page(request, form, status=status, **facts)


def _kept(request: MemberRequest, shown: ProfileText) -> ProfileText:
    """Pictures that an earlier try of this form took in; signed, so that nobody names another's."""
    kept: dict[str, Any] = {}
    for name in _PICTURES:
        try:
            owner, file = _SIGNER.unsign_object(request.POST.get(f"kept_{name}", ""))
        except signing.BadSignature:
            continue
        if owner == request.viewer.pk:
            kept[name] = file
    return replace(shown, **kept)


def _with_pictures(request: MemberRequest, text: ProfileText) -> ProfileText:
    new: dict[str, Any] = {}
    for name, kind in _PICTURES.items():
        file = request.FILES.get(name)
        if file is not None:
            new[name] = media.keep_face(file.read(), kind=kind)
    return replace(text, **new)


def _page(
    request: MemberRequest, form: ProfileForm, *, status: int = 200, **facts: Any
) -> HttpResponse:
    profile = _profile(request)
    context = {
        "form": form,
        "avatar_url": avatar_address(profile),
        "header_url": f"/media/{profile.header}" if profile.header else "",
        "settings_list": choices.SETTINGS,
        "current": "you",
    }
    return render(request, "web/settings_profile.html", context | facts, status=status)


def _profile(request: MemberRequest) -> Profile:
    return Profile.objects.get(identity=request.viewer)
