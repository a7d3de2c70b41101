"""A change to one's own status. It walks the same way, and is checked as a whole anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from carefolk.audit.models import Clearance
from carefolk.kit.errors import CarefolkError, NotFound
from carefolk.people.models import Identity
from carefolk.posts import queries
from carefolk.posts.models import Audience, Status
from carefolk.posts.visibility import viewers_among
from carefolk.posts.words import Words
from carefolk.publishing.drafts import Draft, DraftKind
from carefolk.publishing.makers import pictures, words
from carefolk.publishing.makers.status import StatusMaker
from carefolk.publishing.protocols import Prepared


class NewReaders(CarefolkError):
    code, status = "edit-adds-readers", 422
    sentence = _(
        "{address} cannot see this post, and an edit cannot show it to more people. "
        "Write a new post to reach them. Your text is kept."
    )


class PicturesStay(CarefolkError):
    code, status = "pictures-stay", 422
    sentence = _(
        "A post that is out keeps its pictures. You can change their descriptions, "
        "or delete the post and write it again. Your text is kept."
    )


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
        shown = list(status.attachments.order_by("position"))
        if new and set(new) != {picture.pk for picture in shown}:
            raise PicturesStay
        descriptions = {picture.pk: new.get(picture.pk, picture.description) for picture in shown}
        read = words.read(text, by=by, now=now)
        audience = Audience(status.audience)
        _require_no_new_readers(read.mentioned, status, audience)
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
            parts=words.parts_of(text, note, descriptions.items()),
            audience=audience,
            made=Made(read, note, status, descriptions, read.mentioned),
            plain=read.plain,
            html=read.html,
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


def _require_no_new_readers(
    mentioned: tuple[Identity, ...], status: Status, audience: Audience
) -> None:
    """A mention lets people in where the audience is narrow. Raises NewReaders."""
    if audience not in (Audience.FOLLOWERS, Audience.MENTIONED, Audience.MEMBERS_OF):
        return
    named = Identity.objects.filter(pk__in=[person.pk for person in mentioned])
    readers = set(viewers_among(named, status).values_list("pk", flat=True))
    for person in mentioned:
        if person.pk not in readers:
            raise NewReaders(address=person.address)
