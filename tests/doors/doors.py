"""Each door as one function: someone says a text to an audience; what happened, in one word."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client

from carefolk.people.models import Identity
from carefolk.posts.models import Audience, Status
from carefolk.publishing.drafts import Door, Draft
from carefolk.publishing.outcomes import AskAuthor, Held, Published, Refused
from carefolk.publishing.pipeline import publish
from tests.cast import NOON

WORDS = {Published: "published", AskAuthor: "asked", Refused: "refused", Held: "held"}

DoorFunction = Callable[[Identity, str, str], str]


def by_pathway(door: Door) -> DoorFunction:
    def say(by: Identity, text: str, audience: str) -> str:
        outcome = publish(Draft(text=text, audience=Audience(audience)), by=by, door=door, now=NOON)
        return WORDS[type(outcome)]

    return say


def by_web(by: Identity, text: str, audience: str) -> str:
    client = Client()
    client.force_login(by.user)
    before = Status.objects.count()
    answer = client.post("/write/post", {"text": text, "audience": audience, "do": "post"})
    if Status.objects.count() > before:
        return "published"
    page = answer.content.decode()
    assert answer.status_code == 422, page
    return "asked" if re.search(r'name="(checked|reason-[^"]+)"', page) else "refused"


DOORS: dict[str, DoorFunction] = {
    "the composer": by_web,
    **{f"door {door}": by_pathway(door) for door in Door},
}
