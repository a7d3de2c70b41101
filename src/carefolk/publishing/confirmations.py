"""Confirmations: for exactly one text, for ten minutes, and kept nowhere."""

from __future__ import annotations

from datetime import datetime

from django.core import signing

from carefolk.kit import crypto
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
        audience=prepared.audience,
        audience_of=prepared.draft.audience_of,
        parts=prepared.parts,
        html=prepared.html,
    )


def cleared_digest(
    *,
    kind: str,
    by_id: int,
    audience: str,
    audience_of: int | None,
    parts: tuple[tuple[str, str], ...],
    html: str,
) -> bytes:
    """HMAC of what is shown; `proof.py` computes it again from the stored row."""
    flat = [text for name, words in parts for text in (name, words)]
    return crypto.digest("cleared", kind, by_id, str(audience), audience_of or 0, html, *flat)


def token_for(prepared: Prepared, *, now: datetime) -> str:
    """What goes to the author with the findings and comes back with the confirmation."""
    content = {"digest": _asked_digest(prepared), "at": int(now.timestamp())}
    return signing.dumps(content, salt=_SALT)


def confirmed_in(prepared: Prepared, *, now: datetime) -> dict[str, str]:
    """The confirmations that hold for this draft now: check id -> answer. Empty when stale."""
    draft = prepared.draft
    if not draft.confirm_token or not draft.confirmed:
        return {}
    try:
        content = signing.loads(draft.confirm_token, salt=_SALT)
    except signing.BadSignature:
        return {}
    age = now.timestamp() - content["at"]
    if content["digest"] != _asked_digest(prepared) or not 0 <= age <= LASTS_SECONDS:
        return {}
    return dict(draft.confirmed)


def _asked_digest(prepared: Prepared) -> str:
    """What was looked at: the same words can be harmless alone and a breach below a question."""
    draft = prepared.draft
    about = (draft.reply_to, draft.boost_of, draft.edits)
    return crypto.digest(
        "asked", digest_of(prepared), *(each or 0 for each in about), *prepared.thread
    ).hex()
