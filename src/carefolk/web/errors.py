"""Error pages: what happened, what to do, and that nothing was lost."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from carefolk.kit.errors import CarefolkError, TooOften

PAGES = frozenset({400, 403, 404, 405, 409, 413, 422, 429, 500, 503})


def error_page(request: HttpRequest, error: CarefolkError) -> HttpResponse:
    """The error in the language of whoever asked: a page for people, JSON for scripts."""
    response = _answer(request, error.status, error.words, code=error.code)
    if isinstance(error, TooOften):
        response.headers["Retry-After"] = str(error.facts.get("seconds", 60))
    return response


def busy_page(request: HttpRequest) -> HttpResponse:
    words = _("The place is busy right now. Nothing was lost. Please try again in a moment.")
    response = _answer(request, 503, words, code="busy", **_typed(request, request.POST))
    response.headers["Retry-After"] = "5"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 404, "", code="not-found")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 403, "", code="not-allowed")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent):
        return _answer(request, 413, "", code="too-large")
    return _answer(request, 400, "", code="bad-request")


def wrong_method(request: HttpRequest) -> HttpResponse:
    """For an address that only takes forms: someone loaded it again, or came back to it."""
    return _answer(request, 405, "", code="wrong-method")


def server_error(request: HttpRequest) -> HttpResponse:
    return _answer(request, 500, "", code="server-error")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page went stale: what was typed comes back in a form that can be sent again.

    Nothing of a form that another site sent comes back: one press would do what that site wants.
    """
    if _is_from_script(request):
        return _answer(request, 403, "", code="stale-page")
    sent = request.POST if _is_from_here(request) else QueryDict()
    return render(request, "errors/403_csrf.html", _typed(request, sent), status=403)


def _is_from_here(request: HttpRequest) -> bool:
    """Whether a page of this place sent the form; browsers say with every POST where it stood."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    here = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return request.headers.get("Origin") in {None, *here}


def _is_from_script(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _typed(request: HttpRequest, sent: QueryDict) -> dict[str, Any]:
    """What errors/_send_again.html reads. Passwords are typed anew."""
    typed = [
        (name, value)
        for name in sent
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in sent.getlist(name)
    ]
    return {"typed": typed, "path": request.get_full_path(), "text": sent.get("text")}


def _answer(
    request: HttpRequest, status: int, words: str, *, code: str, **more: Any
) -> HttpResponse:
    if _is_from_script(request):
        return JsonResponse({"error": words or code, "code": code}, status=status)
    template = f"errors/{status if status in PAGES else 400}.html"
    context: dict[str, Any] = {"words": words, "code": code} | more
    return render(request, template, context, status=status)
