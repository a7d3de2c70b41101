"""Every address of the house is asked by the owner, a stranger and someone signed out.

The table is complete: a new address fails here until someone has said who may have what.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import get_resolver
from PIL import Image

from carefolk.kit import clock
from carefolk.posts import media
from carefolk.publishing import keeping
from carefolk.publishing.drafts import Draft, PictureRef
from tests.cast import say

# A part of an address that differs: <id:name>, or (?P<name>pattern) with brackets one deep.
GROUP = re.compile(r"<(?:\w+:)?(\w+)>(?![^()]*\))|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
SIGN_IN = "asks to sign in"
ELSEWHERE = "leads on"

# Address: (owner of what it names, a stranger who is signed in, someone signed out).
OPEN = (200, 200, 200)
OWN_PAGE = (200, 200, SIGN_IN)  # shows whoever asks their own things
OWN_ACT = (ELSEWHERE, ELSEWHERE, SIGN_IN)  # changes only things of whoever asks
TO_OTHERS = (403, ELSEWHERE, SIGN_IN)  # not to oneself
THEIRS_ALONE = (200, 404, SIGN_IN)
ACT_ON_THEIRS = (ELSEWHERE, 404, SIGN_IN)
FOR_STAFF = NOT_SET_UP = (404, 404, SIGN_IN)
FOR_STRANGERS = (ELSEWHERE, ELSEWHERE, 200)
NEVER_BARE = (404, 404, 404)  # a picture has no address for everyone, nor one without signature
EMPTY = (422, 422, SIGN_IN)  # nothing was sent along

HANDLE = "@(?P<handle>[A-Za-z0-9_.@-]{1,320})"
STATUS = "@<handle:handle>/<id:status_id>"
TABLE = {
    "": FOR_STRANGERS,
    HANDLE: OPEN,
    f"{HANDLE}/answer": OWN_ACT,
    f"{HANDLE}/block": TO_OTHERS,
    f"{HANDLE}/follow": TO_OTHERS,
    f"{HANDLE}/followers": THEIRS_ALONE,
    f"{HANDLE}/following": THEIRS_ALONE,
    f"{HANDLE}/mute": TO_OTHERS,
    f"{HANDLE}/remove": OWN_ACT,
    f"{HANDLE}/unblock": OWN_ACT,
    f"{HANDLE}/unmute": OWN_ACT,
    STATUS: (200, 404, 404),
    f"{STATUS}/bookmark": ACT_ON_THEIRS,
    f"{STATUS}/boost": (403, 404, SIGN_IN),  # nobody boosts what is for followers
    f"{STATUS}/delete": THEIRS_ALONE,
    f"{STATUS}/edit": THEIRS_ALONE,
    f"{STATUS}/favourite": ACT_ON_THEIRS,
    f"{STATUS}/reply": THEIRS_ALONE,
    "about/looks/": OWN_PAGE,
    "account/2fa/": OWN_PAGE,
    "account/2fa/authenticate/": OWN_ACT,
    "account/2fa/reauthenticate/": OWN_ACT,
    "account/2fa/recovery-codes/": NOT_SET_UP,
    "account/2fa/recovery-codes/download/": NOT_SET_UP,
    "account/2fa/recovery-codes/generate/": OWN_ACT,
    "account/2fa/totp/activate/": OWN_ACT,
    "account/2fa/totp/deactivate/": NOT_SET_UP,
    "account/2fa/webauthn/": OWN_PAGE,
    "account/2fa/webauthn/add/": OWN_ACT,
    "account/2fa/webauthn/keys/<int:pk>/edit/": OWN_ACT,
    "account/2fa/webauthn/keys/<int:pk>/remove/": OWN_ACT,
    "account/2fa/webauthn/login/": OWN_ACT,
    "account/2fa/webauthn/reauthenticate/": OWN_ACT,
    "account/confirm-email/": OWN_ACT,
    "account/email/": OWN_PAGE,
    "account/inactive/": OPEN,
    "account/login/": FOR_STRANGERS,
    "account/login/code/confirm/": OWN_ACT,
    "account/logout/": (200, 200, ELSEWHERE),
    "account/password/change/": OWN_PAGE,
    "account/password/reset/": OPEN,
    "account/password/reset/done/": OPEN,
    "account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/": OPEN,
    "account/password/reset/key/done/": OPEN,
    "account/password/set/": OWN_ACT,
    "account/reauthenticate/": OWN_PAGE,
    "account/sessions/": OWN_PAGE,
    "account/signup/": FOR_STRANGERS,
    "account/waiting/": OPEN,
    "alerts/": OWN_PAGE,
    "alerts/read": OWN_ACT,
    "help/concerns/": OPEN,
    "help/rules/": OPEN,
    "home": OWN_PAGE,
    "home.json": OWN_PAGE,
    "media/(?P<name>(?:avatars|headers)/[0-9a-f]{32}\\.webp)": NEVER_BARE,
    "media/p/(?P<attachment_id>[0-9]{1,19})/(?P<size>large|small)/(?P<stem>[0-9a-f]{32})\\.webp": NEVER_BARE,
    "media/upload": (422, 422, 401),
    "media/uploads/(?P<attachment_id>[0-9]{1,19})": (204, 404, SIGN_IN),
    "media/v/(?P<attachment_id>[0-9]{1,19})/(?P<size>large|small)": NEVER_BARE,
    "people": OWN_PAGE,
    "people/<id:identity_id>": (ELSEWHERE, ELSEWHERE, ELSEWHERE),
    "place": OPEN,
    "posts/<id:status_id>": (ELSEWHERE, 404, 404),
    "posts/<id:status_id>/undo": ACT_ON_THEIRS,
    "robots.txt": OPEN,
    "saved": OWN_PAGE,
    "settings/": OWN_PAGE,
    "settings/blocked/": OWN_PAGE,
    "settings/delete/": OWN_PAGE,
    "settings/export/": OWN_PAGE,
    "settings/look/": OWN_PAGE,
    "settings/muted/": OWN_PAGE,
    "settings/place/": FOR_STAFF,
    "settings/place/roles/": FOR_STAFF,
    "settings/profile/": OWN_PAGE,
    "settings/requests/": OWN_PAGE,
    "settings/safety/": OWN_PAGE,
    "settings/security/": OWN_PAGE,
    "tags/<str:name>": OPEN,
    "welcome/": OWN_ACT,
    "welcome/<int:step>/": OWN_PAGE,
    "write": OWN_PAGE,
    "write/check": OWN_PAGE,
    "write/drafts": OWN_PAGE,
    "write/drafts/<id:saved_id>/drop": OWN_ACT,
    "write/post": EMPTY,
    "you": OWN_ACT,
}


def addresses(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern).strip("^$")
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, route)
        else:
            yield route


def every_address() -> list[str]:
    return sorted({*addresses(get_resolver().url_patterns)})


@pytest.fixture
def ask(people, browser_of, settings, tmp_path):
    """Asks one address for one viewer, with the ids of things of Asha's in it."""
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "PNG")
    waiting, shown = (
        media.upload(owner=people.asha, data=file.getvalue(), now=clock.now()) for _ in range(2)
    )
    status = say(
        people.asha, "For followers", audience="followers", now=clock.now(),
        pictures=(PictureRef(id=shown.pk),),
    )  # fmt: skip
    draft = keeping.save_draft(Draft(text="mine"), owner=people.asha, now=clock.now())
    stem = shown.file.rpartition("/")[2].removesuffix(".webp")
    values = {
        "handle": "asha", "identity_id": people.asha.pk, "status_id": status.pk, "saved_id": draft.pk, "step": 2, "pk": 5,
        "attachment_id": shown.pk, "size": "small", "stem": stem, "name": "birds",
        "uidb36": "1", "key": "abc-def",
    }  # fmt: skip

    def answer(route: str, viewer: str) -> object:
        given = values
        if "uploads" in route:
            given = values | {"attachment_id": waiting.pk}
        if "avatars" in route:
            given = values | {"name": f"avatars/{'0' * 32}.webp"}
        path = "/" + GROUP.sub(lambda found: str(given[found[1] or found[2]]), route)
        client = browser_of(viewer)
        got = client.get(path.replace("\\", ""))
        if got.status_code == 405:
            act = client.delete if "DELETE" in got["Allow"] else client.post
            got = act(path)
        if got.status_code == 302:
            return SIGN_IN if "/account/login/" in got["Location"] else ELSEWHERE
        return got.status_code

    return answer


def test_every_address_is_in_the_table():
    assert every_address() == sorted(TABLE)


@pytest.mark.slow
def test_every_address_answers_each_viewer_as_the_table_says(ask, browser_of):
    viewers = ("asha", "cal", "nobody")
    for viewer in viewers:
        browser_of(viewer)
    told = {}
    for route in every_address():
        with transaction.atomic():
            told[route] = tuple(ask(route, viewer) for viewer in viewers)
            transaction.set_rollback(True)

    assert told == TABLE
