"""A new status: a post, a reply, a message to the people it mentions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from carefolk.audit.models import Clearance
from carefolk.kit.errors import CarefolkError, NotAllowed
from carefolk.people.models import Identity, Membership
from carefolk.posts import queries
from carefolk.posts.models import Audience, Status
from carefolk.posts.words import Words
from carefolk.publishing import rules
from carefolk.publishing.drafts import Draft, DraftKind
from carefolk.publishing.makers import pictures, words
from carefolk.publishing.protocols import Prepared

SKETCHED = 10_000
"""Characters of each part that are looked at while a text is unfinished."""


class NobodyMentioned(CarefolkError):
    code, status = "nobody-mentioned", 422
    sentence = _(
        "You chose “only the people I mention”, but the text mentions nobody here. "
        "Add a person with @, or choose who else may see it."
    )


@dataclass(frozen=True, slots=True)
class Made:
    read: words.Read
    note: str
    parent: Status | None
    taken: pictures.Taken
    mentioned: tuple[Identity, ...]


class StatusMaker:
    kind = DraftKind.STATUS

    def __init__(self, *, store: Callable[..., Status]) -> None:
        self.store_status = store

    def prepare(self, draft: Draft, *, by: Identity, now: datetime) -> Prepared:
        text, note = words.cleaned(draft)
        words.require_fitting(text, note, has_pictures=bool(draft.pictures))
        parent = None
        if draft.reply_to is not None:
            parent = queries.status_for(by, draft.reply_to, now=now)
            rules.require_may_reply(by, parent)
        audience, audience_of = narrowed(draft, parent, by=by)
        if audience is Audience.MEMBERS_OF:
            _require_member(by, audience_of, now=now)
        taken = pictures.take(draft, by=by)
        read = words.read(text, by=by, now=now)
        mentioned = _addressed(read.mentioned, parent, by=by)
        if audience is Audience.MENTIONED and not mentioned:
            raise NobodyMentioned
        if audience is Audience.MENTIONED:
            rules.require_may_message(by, mentioned, parent)
        return Prepared(
            draft=replace(
                draft, text=text, content_note=note, audience=audience, audience_of=audience_of
            ),
            by=by,
            parts=words.parts_of(text, note, taken.descriptions),
            audience=audience,
            made=Made(read, note, parent, taken, mentioned),
            plain=read.plain,
            html=read.html,
            thread=queries.thread_texts(parent) if parent else (),
            member_handles=read.member_handles,
        )

    def sketch(self, draft: Draft, *, by: Identity) -> Prepared:
        # The guard is one process for everyone: what is far too long is looked at in part.
        text, note = (each[:SKETCHED] for each in words.cleaned(draft))
        described = (
            (picture.id, picture.description[:SKETCHED])
            for picture in draft.pictures[: pictures.MOST]
        )
        handles = tuple(
            words.named(text).values_list("handle", flat=True)[: words.MENTIONED_AT_ONCE]
        )
        return Prepared(
            draft=draft,
            by=by,
            parts=words.parts_of(text, note, described),
            audience=draft.audience,
            member_handles=handles,
        )

    def store(self, prepared: Prepared, *, clearance: Clearance, now: datetime) -> Status:
        made: Made = prepared.made
        return self.store_status(
            Words(
                source=made.read.source,
                html=made.read.html,
                plain=made.read.plain,
                content_note=made.note,
                language=prepared.draft.language,
                hashtags=made.read.hashtags,
            ),
            author=prepared.by,
            written_by=None,
            audience=prepared.audience,
            audience_of=prepared.draft.audience_of,
            reply_to=made.parent,
            mentioned=made.mentioned,
            pictures=made.taken.attachments,
            clearance=clearance,
            now=now,
        )


def narrowed(draft: Draft, parent: Status | None, *, by: Identity) -> tuple[Audience, int | None]:
    """The audience as asked for, but never wider than that of the status answered.

    An answer to someone's post for followers reaches the people it mentions: one's own followers
    are other people than theirs.
    """
    if parent is None:
        return draft.audience, draft.audience_of
    above = Audience(parent.audience)
    if above is Audience.FOLLOWERS and parent.author_id == by.pk:
        return min(above, draft.audience, key=lambda each: each.width), draft.audience_of
    if above is Audience.MEMBERS_OF:
        if draft.audience in (Audience.MENTIONED, Audience.PRIVATE):
            return draft.audience, None
        return above, parent.audience_of_id
    if draft.audience.width < above.width or draft.audience is above:
        if above is Audience.FOLLOWERS and draft.audience is Audience.FOLLOWERS:
            return Audience.MENTIONED, None
        return draft.audience, draft.audience_of
    if above is Audience.FOLLOWERS:
        return Audience.MENTIONED, None
    return above, None


def _addressed(
    mentioned: tuple[Identity, ...], parent: Status | None, *, by: Identity
) -> tuple[Identity, ...]:
    """The people a text mentions, and the author it answers."""
    if parent is None or parent.author_id == by.pk:
        return mentioned
    if any(person.pk == parent.author_id for person in mentioned):
        return mentioned
    return (*mentioned, parent.author)


def _require_member(by: Identity, audience_of: int | None, *, now: datetime) -> None:
    belongs = Membership.objects.current(now).filter(identity=by, of=audience_of)
    if audience_of is None or not belongs.exists():
        raise NotAllowed
