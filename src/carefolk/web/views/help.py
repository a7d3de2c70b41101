"""Help that stands still: where to take a concern, and the three golden rules."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def concerns(request: HttpRequest) -> HttpResponse:
    return render(request, "web/help/concerns.html")


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    return render(request, "web/help/rules.html")


# What machines may look at: open posts say themselves whether their author wants to be found.
ROBOTS = """User-agent: *
Disallow: /account/
Disallow: /home
Disallow: /settings/
Disallow: /write
Disallow: /alerts/
Disallow: /media/v/
"""


@require_GET
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ROBOTS, content_type="text/plain")
