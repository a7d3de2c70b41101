"""Steps that several journeys share, and people made inside the running place."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from carefolk.kit import clock
from carefolk.people.models import Identity
from tests import cast

CODE = re.compile(r"^([A-Z0-9]{3,4}-[A-Z0-9]{3,4})\s*$", re.MULTILINE)


def make(handle: str, name: str, **profile: Any) -> int:
    """Called inside the place: someone who may sign in with the cast's password."""
    return cast.member(handle, name, **profile).pk


def sign_in(page: Any, handle: str) -> None:
    page.goto("/account/login/")
    fill_in_sign_in(page, handle)
    page.wait_for_url("**/home")


def fill_in_sign_in(page: Any, handle: str) -> None:
    page.get_by_label("E-mail").fill(f"{handle}@people.example")
    page.get_by_label("Password").fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def code_mailed_to(address: str, folder: Path) -> str:
    """The newest code in the mails of the place; mails are written before the page answers."""
    mails = sorted((folder / "mail").glob("*"), key=lambda path: path.stat().st_mtime_ns)
    texts = [mail.read_text() for mail in mails]
    (*_older, newest) = [text for text in texts if f"To: {address}" in text and CODE.search(text)]
    return CODE.findall(newest)[-1]


def own_name(stem: str) -> str:
    """A handle that no other test uses: the place is shared and outlives a test."""
    return f"{stem}_{time.monotonic_ns() % 10**9}"


def say(handle: str, text: str) -> str:
    """Called inside the place: a post for members, said a minute ago."""
    by = Identity.objects.select_related("profile").get(handle=handle)
    return str(cast.say(by, text, now=clock.now() - timedelta(minutes=1)).pk)
