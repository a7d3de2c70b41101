"""The request as views see it: who is signed in, and as whom they write."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from carefolk.people.models import Identity, User

P = ParamSpec("P")


class PlaceRequest(HttpRequest):
    """Every request, after PlaceMiddleware.

    Attributes:
        viewer: the person signed in, or None.
        user: the account (people.User) or AnonymousUser.
    """

    viewer: Identity | None


class MemberRequest(HttpRequest):
    """A request of someone who is signed in."""

    viewer: Identity
    user: User


R = TypeVar("R", bound=HttpResponseBase)


def members_only(
    view: Callable[Concatenate[MemberRequest, P], R],
) -> Callable[Concatenate[HttpRequest, P], R | HttpResponse]:
    """Ask strangers to sign in first, then bring them back to this page."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> R | HttpResponse:
        if getattr(request, "viewer", None) is None:
            return redirect_to_login(_way_back(request), settings.LOGIN_URL)
        return view(cast(MemberRequest, request), *args, **kwargs)

    return wrapped


def _way_back(request: HttpRequest) -> str:
    """This page; for a form that was sent after the sign-in ran out, the page it stood on."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    origin, _slash, path = request.headers.get("Referer", "").partition(request.get_host())
    return path if origin in ("http://", "https://") and path.startswith("/") else "/"
