"""Is what people see exactly what was cleared? The last of the five locks, for the doctor."""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from carefolk.posts.models import Status
from carefolk.publishing.confirmations import cleared_digest
from carefolk.publishing.drafts import DraftKind
from carefolk.publishing.makers.words import parts_of


def verify(status: Status) -> bool:
    """Whether the row shows what its clearance was given for.

    Words, HTML, content note, picture descriptions, audience and author are compared. A boost has
    no words of its own, so only the kind of its clearance is. What came from elsewhere has an
    origin instead of a clearance and is not judged here.
    """
    clearance = status.clearance
    if clearance is None:
        return not status.local
    if status.boost_of_id is not None:
        return clearance.kind == DraftKind.BOOST and clearance.by_id == status.author_id
    descriptions = (
        status.attachments.order_by("position").values_list("pk", "description")
        if status.has_pictures
        else ()
    )
    shown = cleared_digest(
        kind=clearance.kind,
        by_id=status.author_id,
        audience=status.audience,
        audience_of=status.audience_of_id,
        parts=parts_of(status.source, status.content_note, descriptions),
        html=status.html,
    )
    return clearance.kind in (DraftKind.STATUS, DraftKind.EDIT) and hmac.compare_digest(
        shown, bytes(clearance.digest)
    )


def unproven(*, newest: int | None = None) -> Iterator[int]:
    """Ids of local statuses that show something else than what was cleared.

    Args:
        newest: look at so many of the newest only; all when left out.
    """
    rows = Status.objects.filter(local=True).select_related("clearance").order_by("-id")
    for status in rows[:newest].iterator(chunk_size=500):
        if not verify(status):
            yield status.pk
