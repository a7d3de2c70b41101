"""The request as views see it: who is signed in, and as whom they write."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

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


View = Callable[Concatenate[MemberRequest, P], HttpResponse]


def members_only(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Ask strangers to sign in first, then bring them back to this page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if getattr(request, "viewer", None) is None:
            path: Any = request.get_full_path() if request.method == "GET" else None
            return redirect_to_login(path or "/", settings.LOGIN_URL)
        return view(request, *args, **kwargs)  # type: ignore[arg-type]  # narrowed just above

    return wrapped
