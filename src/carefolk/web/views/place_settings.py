"""For those who run the place: who may join, and which roles people choose from."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from carefolk.kit import clock
from carefolk.kit.errors import NotFound
from carefolk.people import life, queries
from carefolk.people.models import User
from carefolk.people.requests import MemberRequest, members_only

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def staff_only(
    view: Callable[[MemberRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """For others these pages do not exist."""

    @members_only
    @wraps(view)
    def wrapped(request: MemberRequest) -> HttpResponse:
        if not request.user.is_staff_of_place:
            raise NotFound
        return view(request)

    return wrapped


@get_or_post
@staff_only
def joining(request: MemberRequest) -> HttpResponse:
    """People who wait to be let in, and invitations."""
    if request.method == "POST":
        _act(request)
        return redirect("place_joining")
    context = {
        "way": settings.CAREFOLK.sign_up,
        "waiting": queries.waiting_accounts(),
        "invitations": queries.open_invitations(now=clock.now()),
        "sign_up_url": request.build_absolute_uri(reverse("account_signup")),
        "current": "you",
    }
    return render(request, "web/place_joining.html", context)


@get_or_post
@staff_only
def roles(request: MemberRequest) -> HttpResponse:
    if request.method == "POST":
        names = request.POST.get("roles", "")[:4_000].splitlines()[:60]
        life.set_roles(by=request.user, names=names, now=clock.now())
        messages.success(request, _("The list of roles is saved."))
        return redirect("place_roles")
    context = {"lines": "\n".join(queries.roles().values()), "current": "you"}
    return render(request, "web/place_roles.html", context)


def _act(request: MemberRequest) -> None:
    now, do = clock.now(), request.POST.get("do", "")
    if do == "invite":
        life.invite(by=request.user, now=now)
    elif do == "withdraw":
        life.withdraw_invitation(by=request.user, invitation_id=_id(request))
    elif do in ("approve", "decline"):
        user = queries.waiting_accounts().filter(pk=_id(request)).first()
        if user is None:
            raise NotFound
        if do == "approve":
            life.approve(by=request.user, user=user, now=now)
            _tell(user, request)
        else:
            life.decline(by=request.user, user=user, now=now)


def _tell(user: User, request: MemberRequest) -> None:
    facts = {
        "place_name": settings.CAREFOLK.name,
        "url": request.build_absolute_uri(reverse("account_login")),
    }
    body = render_to_string("account/email/approved_message.txt", facts)
    subject = f"{settings.CAREFOLK.name}: {_('You can come in')}"
    # A mail that cannot be sent must not undo the yes; it waits at the next sign-in.
    send_mail(subject, body, None, [user.email], fail_silently=True)


def _id(request: MemberRequest) -> int:
    written = request.POST.get("id", "")
    if not (written.isascii() and written.isdigit() and len(written) < 20):
        raise NotFound
    return int(written)
