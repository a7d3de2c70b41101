"""Pages around signing in that allauth does not have."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """For whoever signed up and must first be let in by a person."""
    return render(request, "account/waiting.html")
