"""Signing in as a browser does."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client

from tests.cast import PASSWORD


def sign_in(browser: Client, email: str, password: str = PASSWORD) -> Any:
    return browser.post("/account/login/", {"login": email, "password": password})


def prove_again(browser: Client) -> None:
    browser.post("/account/reauthenticate/", {"password": PASSWORD})


def is_signed_in(browser: Client) -> bool:
    request = HttpRequest()
    request.session = browser.session
    return get_user(request).is_authenticated


def code_in(mail) -> str:
    return re.search(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", mail.body, re.MULTILINE)[0]
