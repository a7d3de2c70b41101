"""The composer as a page shows it: values for components/composer.html."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from carefolk.guard import Level, MendKind
from carefolk.people.models import Identity
from carefolk.posts.faces import avatar_address
from carefolk.posts.media import address_for
from carefolk.posts.models import OFFERED, Attachment, Audience, Status
from carefolk.publishing import explain
from carefolk.publishing.decide import STOP_REASON_WORDS
from carefolk.publishing.drafts import Draft, DraftKind
from carefolk.publishing.forms import key_of, mend_value
from carefolk.publishing.makers.status import narrowed
from carefolk.publishing.outcomes import Seen

AROUND = 40
"""Characters shown before and behind marked words."""

SHORT = 30
"""Words up to this length are named on a button."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composer:
    """Everything components/composer.html reads. See the comment on top of that file."""

    action: str
    writer: dict[str, str]
    place_name: str
    draft_key: str
    text: str = ""
    content_note: str = ""
    audience: str = ""
    allowed: list[str] | None = None
    private: bool = True
    check_url: str = "/write/check"
    upload_url: str = "/media/upload"
    max_length: int = 5000
    uploads: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] | None = None
    token: str = ""
    errors: list[str] = field(default_factory=list)
    reply_to: str = ""
    hidden: list[dict[str, Any]] = field(default_factory=list)
    label: str = ""
    title: str = ""
    rows: int = 5
    save_draft: bool = True


def composer(
    draft: Draft,
    *,
    viewer: Identity,
    parent: Status | None = None,
    findings: Sequence[Seen] = (),
    token: str = "",
    errors: Sequence[str] = (),
    uploads: Sequence[Attachment] = (),
    reminded: bool = False,
    rows: int = 5,
) -> Composer:
    """The composer for a draft.

    Args:
        parent: the status it answers; the audience is never offered wider than that.
        findings: what the guard said about exactly this draft.
        token: goes back with a confirmation.
        uploads: the pictures the draft names, those still there.
        reminded: the kind word about descriptions has been said.
    """
    is_edit = draft.kind is DraftKind.EDIT
    chosen, _of = narrowed(draft, parent, by=viewer)
    hidden = [
        ("key", draft.key or secrets.token_urlsafe(12)),
        ("in_reply_to", draft.reply_to),
        ("edits", draft.edits),
        ("seen_version", draft.seen_version),
        ("saved", draft.saved_id),
        ("reminded", "1" if reminded else ""),
        ("writer", viewer.pk),
    ]
    return Composer(
        action="/write/post",
        writer={
            "display_name": viewer.profile.display_name,
            "handle": viewer.handle,
            "avatar_url": avatar_address(viewer.profile),
            "url": f"/@{viewer.handle}",
        },
        place_name=settings.CAREFOLK.name,
        draft_key=_draft_key(draft, viewer),
        text=draft.text,
        content_note=draft.content_note,
        audience=str(chosen),
        allowed=_allowed(draft, parent, viewer, is_edit=is_edit),
        max_length=settings.CAREFOLK.post_length,
        uploads=[_upload(picture, draft, viewer) for picture in uploads],
        findings=finding_values(findings, draft),
        token=token,
        errors=list(errors),
        reply_to=_("You are replying to %(name)s.") % {"name": parent.author.profile.display_name}
        if parent
        else "",
        hidden=[{"name": name, "value": value} for name, value in hidden if value],
        label=_button(draft),
        title=_("Your reply") if parent else "",
        rows=rows,
        save_draft=not is_edit,
    )


def finding_values(findings: Sequence[Seen], draft: Draft) -> list[dict[str, Any]]:
    """Values for components/finding.html: one card for each reason, with all its words marked."""
    groups: dict[tuple[str, str, Level, str], list[tuple[int, Seen]]] = {}
    for index, seen in enumerate(findings):
        name = (seen.part, seen.finding.check, seen.level, explain.reason(seen.finding))
        groups.setdefault(name, []).append((index, seen))
    return [_card(number, group, draft) for number, group in enumerate(groups.values())]


def _card(number: int, group: list[tuple[int, Seen]], draft: Draft) -> dict[str, Any]:
    first = group[0][1]
    text = _part_text(draft, first.part)
    answer = dict(draft.confirmed).get(first.finding.check, "")
    return {
        "key": key_of(number, first),
        "level": str(first.level),
        "reason": explain.reason(first.finding),
        "pieces": _pieces(text, [(seen.start, seen.end) for _index, seen in group]),
        "mends": _mends(group, text),
        "confirmed": bool(answer),
        "reasons": [
            {"value": str(value), "label": words} for value, words in STOP_REASON_WORDS.items()
        ]
        if first.level is Level.STOP
        else [],
        "reason_chosen": answer,
        "routes": [
            {"label": words, "url": "/help/concerns/"}
            for words in dict.fromkeys(
                explain.label(mend)
                for _index, seen in group
                for mend in seen.mends
                if mend.kind is MendKind.ROUTE
            )
        ],
    }


def _mends(group: list[tuple[int, Seen]], text: str) -> list[dict[str, str]]:
    """Each button once. Words that can be said more generally are not also offered for removal."""
    buttons: dict[str, str] = {}
    kept_last: dict[str, str] = {}
    for index, seen in group:
        kinds = {mend.kind for mend in seen.mends}
        for number, mend in enumerate(seen.mends):
            if mend.kind in (MendKind.KEEP_PRIVATE, MendKind.NARROW_AUDIENCE):
                kept_last.setdefault(explain.label(mend), mend_value(index, number, seen))
                continue
            if mend.kind is MendKind.ROUTE:
                continue
            if mend.kind is MendKind.REMOVE and MendKind.REPLACE in kinds:
                continue
            words = text[mend.start : mend.end]
            if mend.kind is MendKind.REPLACE and mend.replacement.casefold() == words.casefold():
                continue
            label = explain.label(mend)
            if mend.kind is MendKind.REMOVE and len(group) > 1 and len(words) <= SHORT:
                label = _("Remove “%(words)s”") % {"words": words}
            elif mend.kind is MendKind.REPLACE and label in buttons:
                label = f"{label} ({words})"
            buttons.setdefault(label, mend_value(index, number, seen))
    return [{"label": label, "value": value} for label, value in (buttons | kept_last).items()]


def _pieces(text: str, spans: list[tuple[int, int]]) -> list[dict[str, object]]:
    """The text around marked words, long stretches between them left out."""
    pieces: list[dict[str, object]] = []
    at = 0
    for start, end in _merged(spans):
        pieces.append({"text": _between(text, at, start), "marked": False})
        pieces.append({"text": text[start:end], "marked": True})
        at = end
    if pieces:
        pieces.append({"text": _behind(text, at), "marked": False})
    return [piece for piece in pieces if piece["text"]]


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _between(text: str, start: int, end: int) -> str:
    words = text[start:end]
    if start == 0:
        return words if len(words) <= AROUND else f"…{words[-AROUND:]}"
    return words if len(words) <= 2 * AROUND else f"{words[:AROUND]} … {words[-AROUND:]}"


def _behind(text: str, start: int) -> str:
    words = text[start:]
    return words if len(words) <= AROUND else f"{words[:AROUND]}…"


def _part_text(draft: Draft, part: str) -> str:
    if part == "text":
        return draft.text
    if part == "content_note":
        return draft.content_note
    kind, _colon, name = part.partition(":")
    if kind == "picture":
        return next((each.description for each in draft.pictures if str(each.id) == name), "")
    return dict(draft.fields).get(name, "")


def _allowed(
    draft: Draft, parent: Status | None, viewer: Identity, *, is_edit: bool
) -> list[str] | None:
    if is_edit:
        return [str(draft.audience)]
    if parent is None:
        return None
    fitting = [
        choice
        for choice in OFFERED
        if narrowed(Draft(audience=choice), parent, by=viewer)[0] is choice
    ]
    return [str(choice) for choice in fitting] or [str(narrowed(draft, parent, by=viewer)[0])]


def _upload(picture: Attachment, draft: Draft, viewer: Identity) -> dict[str, Any]:
    described = {ref.id: ref.description for ref in draft.pictures}
    return {
        "id": picture.pk,
        "url": address_for(
            picture, viewer=viewer, audience=Audience.PRIVATE, now=picture.created_at, size="small"
        ),
        "alt": described.get(picture.pk, picture.description),
    }


def _button(draft: Draft) -> str:
    if draft.kind is DraftKind.EDIT:
        return _("Save the change")
    if draft.reply_to:
        return _("Reply")
    return _("Keep as private note") if draft.audience is Audience.PRIVATE else _("Post")


def _draft_key(draft: Draft, viewer: Identity) -> str:
    purpose = "new"
    if draft.edits:
        purpose = f"edit-{draft.edits}"
    elif draft.reply_to:
        purpose = f"reply-{draft.reply_to}"
    elif draft.saved_id:
        purpose = f"saved-{draft.saved_id}"
    return f"{viewer.pk}-{purpose}"
