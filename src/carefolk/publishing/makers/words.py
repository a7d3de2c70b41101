"""Reading a typed text: cleaning, measuring, rendering, and whom it addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from carefolk.kit.errors import CarefolkError
from carefolk.kit.text import hashtags, mentions
from carefolk.kit.text.markdown import render
from carefolk.kit.text.prepare import clean, length
from carefolk.people import queries
from carefolk.people.models import Identity
from carefolk.publishing.drafts import Draft

NOTE_LENGTH = 300
MENTIONED_AT_ONCE = 50


class NothingToSay(CarefolkError):
    code, status = "empty", 422
    sentence = _("There is nothing to post yet. Write something or add a picture.")


class TooLong(CarefolkError):
    code, status = "too-long", 422
    sentence = _(
        "Your post has {length} characters. The most is {limit}. "
        "Make it shorter or write it as two posts. Your text is kept."
    )


class NoteTooLong(CarefolkError):
    code, status = "note-too-long", 422
    sentence = _("The content note has {length} characters. The most is {limit}.")


@dataclass(frozen=True, slots=True)
class Read:
    """A text as it will be stored and shown."""

    source: str
    html: str
    plain: str
    hashtags: tuple[tuple[str, str], ...]
    mentioned: tuple[Identity, ...]
    member_handles: tuple[str, ...]


def cleaned(draft: Draft) -> tuple[str, str]:
    """(text, content note) without what hides in a text: control characters, overrides."""
    return clean(draft.text), " ".join(clean(draft.content_note).split())


def require_fitting(text: str, note: str, *, has_pictures: bool) -> None:
    """Raises NothingToSay, TooLong or NoteTooLong."""
    if not text.strip() and not has_pictures:
        raise NothingToSay
    limit = settings.CAREFOLK.post_length
    if (counted := length(text)) > limit:
        raise TooLong(length=counted, limit=limit)
    if len(note) > NOTE_LENGTH:
        raise NoteTooLong(length=len(note), limit=NOTE_LENGTH)


def read(text: str, *, by: Identity, now: datetime) -> Read:
    """Render a cleaned text and look up the people it addresses.

    Who is hidden from the author (by a block, suspended, not here yet) is not addressed: the
    mention stays plain words, as that of somebody who never was.
    """
    people = _addressed(text, by=by, now=now)
    profiles = {person.handle: f"/@{person.handle}" for person in people}
    here = {f"{handle}@{settings.CAREFOLK.host}": url for handle, url in profiles.items()}
    shown = render(
        text,
        mentions=profiles | here,
        tag_url=lambda name: f"/tags/{quote(hashtags.key(name))}",
    )
    # Named inside code or behind a backslash: written about, not written to.
    linked = {address.partition("@")[0] for address in shown.mentions}
    people = [person for person in people if person.handle in linked]
    tags = {hashtags.key(name): name for name in reversed(shown.hashtags)}
    return Read(
        source=text,
        html=shown.html,
        plain=shown.plain,
        hashtags=tuple((key, name) for key, name in reversed(tags.items()) if len(key) <= 100),
        mentioned=tuple(person for person in people if person.pk != by.pk),
        member_handles=tuple(person.handle for person in people),
    )


def parts_of(
    text: str, note: str, descriptions: Iterable[tuple[int, str]]
) -> tuple[tuple[str, str], ...]:
    """The visible texts of a status by name. A picture without a description counts too."""
    pictures = ((f"picture:{key}", words) for key, words in descriptions)
    return (("text", text), *((("content_note", note),) if note else ()), *pictures)


def named(text: str) -> QuerySet[Identity]:
    """The people of this place whose handles stand in a text, whoever may know of them."""
    handles = {
        mention.handle
        for mention in mentions.find(text)
        if mention.host in (None, settings.CAREFOLK.host)
    }
    return Identity.objects.filter(local=True, handle__in=handles)


def _addressed(text: str, *, by: Identity, now: datetime) -> list[Identity]:
    found = queries.visible(named(text), by, now=now, with_blocked=True)
    return list(found.select_related("profile").order_by("handle")[:MENTIONED_AT_ONCE])
