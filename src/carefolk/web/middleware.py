"""Who is here, errors in plain words, and headers that keep pages to themselves."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from carefolk.kit.errors import CarefolkError
from carefolk.web.errors import busy_page, error_page, wrong_method

log = logging.getLogger("carefolk.web")

_STREAMS = f"http://{settings.CAREFOLK.host}:{settings.CAREFOLK.stream_listen_port}"
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        f"connect-src 'self' {'' if settings.CAREFOLK.is_https else _STREAMS}".strip(),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "manifest-src 'self'",
        "worker-src 'self'",
    )
)
COMPRESSED = frozenset({"text/html", "text/plain", "application/json", "application/xml"})
# Their addresses say for whom they are. Asking for the sign-in as well would double the queries
# of each picture and keep shared caches from holding the public ones.
PICTURES = ("/media/p/", "/media/v/", "/media/avatars/", "/media/headers/")


class SmallerPages(GZipMiddleware):
    """Sends pages and JSON compressed: patchy mobile data is what most people here have.

    Pictures are compressed already and streams must not wait. Against guessing a secret from
    the length (BREACH), Django pads at random, and the CSRF token is another one in each page.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or kind not in COMPRESSED:
            return response
        smaller: HttpResponseBase = super().process_response(request, response)
        return smaller


class PlaceMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(PICTURES):
            request.user = AnonymousUser()
        user = request.user
        identity = user.identity if user.is_authenticated else None
        request.viewer = identity  # type: ignore[attr-defined]  # see people.requests
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            allowed = response.headers["Allow"]
            response = wrong_method(request)
            response.headers["Allow"] = allowed
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault("Permissions-Policy", "geolocation=(), interest-cohort=()")
        if identity is not None:
            # What one person reads must not be found by the next who uses the machine.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, CarefolkError):
            if error.status >= 500:
                log.warning(
                    "%s at %s", error, request.resolver_match and request.resolver_match.route
                )
            return error_page(request, error)
        if isinstance(error, OperationalError):
            log.error("database unavailable: %s", type(error).__name__)
            return busy_page(request)
        return None
