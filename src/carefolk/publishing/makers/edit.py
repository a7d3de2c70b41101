"""A change to one's own status. It walks the same way, and is checked as a whole anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from carefolk.audit.models import Clearance
from carefolk.kit.errors import NotFound
from carefolk.people.models import Identity
from carefolk.posts import queries
from carefolk.posts.models import Audience, Status
from carefolk.posts.words import Words
from carefolk.publishing.drafts import Draft, DraftKind
from carefolk.publishing.makers import pictures, words
from carefolk.publishing.makers.status import StatusMaker
from carefolk.publishing.protocols import Prepared


@dataclass(frozen=True, slots=True)
class Made:
    read: words.Read
    note: str
    status: Status
    descriptions: dict[int, str]
    mentioned: tuple[Identity, ...]


class EditMaker:
    kind = DraftKind.EDIT

    def __init__(self, *, store: Callable[..., Status]) -> None:
        self.store_edit = store

    def prepare(self, draft: Draft, *, by: Identity, now: datetime) -> Prepared:
        if draft.edits is None:
            raise NotFound
        status = queries.own_status(by, draft.edits)
        text, note = words.cleaned(draft)
        words.require_fitting(text, note, has_pictures=status.has_pictures)
        new = {picture.id: pictures.described(picture.description) for picture in draft.pictures}
        descriptions = {
            picture.pk: new.get(picture.pk, picture.description)
            for picture in status.attachments.order_by("position")
        }
        read = words.read(text, by=by)
        parts = [("text", text), ("content_note", note)]
        parts += [(f"picture:{key}", value) for key, value in descriptions.items()]
        audience = Audience(status.audience)
        return Prepared(
            # The audience of a status never changes by an edit.
            draft=replace(
                draft,
                text=text,
                content_note=note,
                audience=audience,
                audience_of=status.audience_of_id,
            ),
            by=by,
            parts=tuple((name, value) for name, value in parts if value or name == "text"),
            audience=audience,
            made=Made(read, note, status, descriptions, read.mentioned),
            plain=read.plain,
            thread=queries.thread_texts(status.reply_to) if status.reply_to else (),
            member_handles=read.member_handles,
        )

    def sketch(self, draft: Draft, *, by: Identity) -> Prepared:
        return StatusMaker.sketch(self, draft, by=by)  # type: ignore[arg-type]  # needs no state

    def store(self, prepared: Prepared, *, clearance: Clearance, now: datetime) -> Status:
        made: Made = prepared.made
        seen = prepared.draft.seen_version
        return self.store_edit(
            made.status,
            Words(
                source=made.read.source,
                html=made.read.html,
                plain=made.read.plain,
                content_note=made.note,
                language=prepared.draft.language,
                hashtags=made.read.hashtags,
            ),
            seen_version=made.status.version if seen is None else seen,
            mentioned=made.mentioned,
            descriptions=made.descriptions,
            clearance=clearance,
            now=now,
        )
