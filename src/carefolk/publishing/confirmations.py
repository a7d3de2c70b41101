"""Confirmations: for exactly one text, for ten minutes, and kept nowhere."""

from __future__ import annotations

from datetime import datetime

from django.core import signing

from carefolk.kit import crypto
from carefolk.publishing.drafts import Draft
from carefolk.publishing.protocols import Prepared

LASTS_SECONDS = 600
_SALT = "carefolk.confirmation"


def digest_of(prepared: Prepared) -> bytes:
    """HMAC of everything that will be shown, and to whom.

    By the digest of the text, not by the draft's id: a draft changed in another tab after the
    check must not ride out on the old confirmation.
    """
    return cleared_digest(
        kind=str(prepared.draft.kind),
        by_id=prepared.by.pk,
        audience=f"{prepared.audience}:{prepared.draft.audience_of or ''}",
        parts=prepared.parts,
    )


def cleared_digest(
    *, kind: str, by_id: int, audience: str, parts: tuple[tuple[str, str], ...]
) -> bytes:
    flat = [text for name, words in parts for text in (name, words)]
    return crypto.digest("cleared", kind, str(by_id), audience, *flat)


def token_for(digest: bytes, *, now: datetime) -> str:
    """What goes to the author with the findings and comes back with the confirmation."""
    content = {"digest": digest.hex(), "at": int(now.timestamp())}
    return signing.dumps(content, salt=_SALT)


def confirmed_in(draft: Draft, digest: bytes, *, now: datetime) -> dict[str, str]:
    """The confirmations that hold for this text now: check id -> answer. Empty when stale."""
    if not draft.confirm_token or not draft.confirmed:
        return {}
    try:
        content = signing.loads(draft.confirm_token, salt=_SALT)
    except signing.BadSignature:
        return {}
    age = now.timestamp() - content["at"]
    if content["digest"] != digest.hex() or not 0 <= age <= LASTS_SECONDS:
        return {}
    return dict(draft.confirmed)
