"""Beside the place's addresses, a plain view that gives the same bytes from memory."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import path

from carefolk.main.urls import (
    handler400,
    handler403,
    handler404,
    handler429,
    handler500,
)
from carefolk.main.urls import (
    urlpatterns as _of_the_place,
)

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500"]


@cache
def _bytes(name: str) -> bytes:
    return Path(os.environ["BENCH_BYTES"], name).read_bytes()


def plain_json(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(_bytes("home.json"), content_type="application/json")


def plain_page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(_bytes("home.html"))


urlpatterns = [
    path("bench/plain.json", plain_json),
    path("bench/plain", plain_page),
    *_of_the_place,
]
