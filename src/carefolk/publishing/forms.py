"""What a browser sends from the composer, read into a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict

from carefolk.guard import MendKind
from carefolk.kit.addresses import BIGGEST_ID
from carefolk.kit.errors import Invalid
from carefolk.posts.models import Audience
from carefolk.publishing.decide import CHECKED
from carefolk.publishing.drafts import Draft, DraftKind, PictureRef
from carefolk.publishing.outcomes import Seen

TEXT_READ = 100_000
"""Longer input is cut before anything else looks at it; far beyond what may be posted."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A composer form as it came.

    Attributes:
        draft: what it says.
        do: "post", "draft", or empty for a mend.
        mend: what `mend_value` made, when a mend was pressed.
        asked: keys of the findings that were shown, in order.
        reminded: the kind word about picture descriptions was said.
    """

    draft: Draft
    do: str
    mend: str
    asked: tuple[str, ...]
    reminded: bool


def read(posted: QueryDict, *, default: Audience) -> Sent:
    """Read a posted composer. Raises Invalid for ids that are no numbers."""
    asked = tuple(posted.getlist("asked")[:100])
    draft = Draft(
        kind=DraftKind.EDIT if posted.get("edits") else DraftKind.STATUS,
        text=posted.get("text", "")[:TEXT_READ],
        content_note=posted.get("content_note", "")[:TEXT_READ],
        audience=_audience(posted.get("audience", ""), default),
        reply_to=_number(posted.get("in_reply_to", "")),
        edits=_number(posted.get("edits", "")),
        seen_version=_number(posted.get("seen_version", "")),
        pictures=_pictures(posted),
        confirmed=tuple(_confirmed(posted, asked).items()),
        confirm_token=posted.get("confirm_token", ""),
        key=posted.get("key", "")[:100],
        saved_id=_number(posted.get("saved", "")),
    )
    return Sent(
        draft,
        posted.get("do", ""),
        posted.get("mend", ""),
        asked,
        bool(posted.get("reminded")),
    )


def key_of(number: int, seen: Seen) -> str:
    """The name of a card of findings in the form: its place and its check."""
    return f"{number}.{seen.finding.check}"


def mend_value(index: int, choice: int, seen: Seen) -> str:
    """What a mend's button sends: finding, mend, and where its words began when shown."""
    return f"{index}:{choice}:{seen.start}"


def mended(sent: Sent, findings: Sequence[Seen]) -> Draft | None:
    """The draft after the mend that was pressed; None when it does not fit the text any more."""
    numbers = sent.mend.split(":")
    if len(numbers) != 3 or not all(each.isascii() and each.isdigit() for each in numbers):
        return None
    index, choice, start = (int(each[:9]) for each in numbers)
    if index >= len(findings) or choice >= len(findings[index].mends):
        return None
    seen = findings[index]
    if seen.start != start:
        return None
    mend = seen.mends[choice]
    match mend.kind:
        case MendKind.KEEP_PRIVATE:
            return replace(sent.draft, audience=Audience.PRIVATE)
        case MendKind.NARROW_AUDIENCE:
            return replace(sent.draft, audience=Audience.FOLLOWERS)
        case MendKind.ROUTE:
            return sent.draft
    return _with_part(sent.draft, seen.part, mend.start, mend.end, mend.replacement)


def _with_part(draft: Draft, part: str, start: int, end: int, words: str) -> Draft:
    def changed(text: str) -> str:
        return text[:start] + words + text[end:]

    if part == "text":
        return replace(draft, text=changed(draft.text))
    if part == "content_note":
        return replace(draft, content_note=changed(draft.content_note))
    identifier = part.partition(":")[2]
    return replace(
        draft,
        pictures=tuple(
            replace(picture, description=changed(picture.description))
            if str(picture.id) == identifier
            else picture
            for picture in draft.pictures
        ),
    )


def _confirmed(posted: QueryDict, asked: Sequence[str]) -> dict[str, str]:
    """A check is confirmed when each of its findings that were shown has an answer."""
    checked = set(posted.getlist("checked"))
    answers: dict[str, list[str]] = {}
    for key in asked:
        check = key.partition(".")[2]
        answer = posted.get(f"reason-{key}", "") or (CHECKED if key in checked else "")
        answers.setdefault(check, []).append(answer)
    return {
        check: next((answer for answer in given if answer != CHECKED), CHECKED)
        for check, given in answers.items()
        if all(given)
    }


def _pictures(posted: QueryDict) -> tuple[PictureRef, ...]:
    left_out = posted.get("take_out", "")
    ids = [_number(value) for value in posted.getlist("media")[:20] if value != left_out]
    return tuple(
        PictureRef(id=identifier, description=posted.get(f"alt-{identifier}", "")[:TEXT_READ])
        for identifier in dict.fromkeys(ids)
        if identifier is not None
    )


def _audience(value: str, default: Audience) -> Audience:
    offered = set(Audience) - {Audience.MEMBERS_OF}
    return Audience(value) if value in offered else default


def _number(value: str) -> int | None:
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 20):
        raise Invalid
    number = int(value)
    if number > BIGGEST_ID:
        raise Invalid
    return number
