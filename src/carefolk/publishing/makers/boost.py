"""A boost. Sharing counts as saying (sssc.5), so it walks the same way as one's own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from carefolk.audit.models import Clearance
from carefolk.kit.errors import CarefolkError, NotAllowed, NotFound
from carefolk.people.models import Identity
from carefolk.posts import queries
from carefolk.posts.models import Audience, Status
from carefolk.publishing.drafts import Draft, DraftKind
from carefolk.publishing.makers import words
from carefolk.publishing.protocols import Prepared

CAN_BE_BOOSTED = (Audience.EVERYONE, Audience.QUIETLY, Audience.MEMBERS)


class BoostedBefore(CarefolkError):
    code, status = "boosted-before", 409
    sentence = _("You have boosted this post before.")


class NotForSharing(NotAllowed):
    code = "not-for-sharing"
    sentence = _("The author chose who can see this post, so it cannot be boosted.")


@dataclass(frozen=True, slots=True)
class Made:
    boosted: Status
    mentioned: tuple[Identity, ...] = ()


class BoostMaker:
    kind = DraftKind.BOOST

    def __init__(self, *, store: Callable[..., Status]) -> None:
        self.store_boost = store

    def prepare(self, draft: Draft, *, by: Identity, now: datetime) -> Prepared:
        if draft.boost_of is None:
            raise NotFound
        boosted = queries.status_for(by, draft.boost_of, now=now)
        audience = Audience(boosted.audience)
        if audience not in CAN_BE_BOOSTED:
            raise NotForSharing
        if Status.objects.filter(author=by, boost_of=boosted).exists():
            raise BoostedBefore
        if draft.audience.width < audience.width:
            audience = draft.audience
        pictures = boosted.attachments.order_by("position") if boosted.has_pictures else ()
        descriptions = [(picture.pk, picture.description) for picture in pictures]
        return Prepared(
            draft=replace(draft, audience=audience, language=boosted.language),
            by=by,
            parts=words.parts_of(boosted.plain, boosted.content_note, descriptions),
            audience=audience,
            made=Made(boosted),
        )

    def sketch(self, draft: Draft, *, by: Identity) -> Prepared:
        return Prepared(draft=draft, by=by, parts=(("text", ""),), audience=draft.audience)

    def store(self, prepared: Prepared, *, clearance: Clearance, now: datetime) -> Status:
        try:
            return self.store_boost(
                prepared.made.boosted,
                author=prepared.by,
                audience=prepared.audience,
                clearance=clearance,
                now=now,
            )
        except IntegrityError:
            # Two presses of one button at the same moment: the other one was faster.
            raise BoostedBefore from None
