"""Writing proof and checking it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection, transaction

from carefolk.audit.models import AuditEntry, Clearance

BEGINNING = bytes(32)
_CHAIN_LOCK = 7_244_001


def write_clearance(
    *,
    kind: str,
    door: str,
    by_id: int,
    written_by_id: int,
    digest: bytes,
    checks: Sequence[tuple[str, str, Sequence[str]]],
    confirmed: Mapping[str, str],
    packs: Mapping[str, str],
    now: datetime,
) -> Clearance:
    """Write down that something may be shown. For the publishing pathway alone.

    Args:
        kind: what is shown (status, profile, picture …).
        door: how it came in.
        by_id: identity that is shown as the author.
        written_by_id: person who wrote; differs from `by_id` when writing as a page.
        digest: HMAC of exactly what will be stored.
        checks: (check id, level, rule ids) of every finding. Never words.
        confirmed: check id -> reason from the short list, or "checked".
        packs: rulebook pack -> version.
        now: the moment of the decision.
    """
    return Clearance.objects.create(
        kind=kind,
        door=door,
        by_id=by_id,
        written_by_id=written_by_id,
        digest=digest,
        checks=[[check, level, list(rules)] for check, level, rules in checks],
        confirmed=dict(confirmed),
        packs=dict(packs),
        given_at=now,
    )


@transaction.atomic
def record(
    act: str,
    *,
    actor_id: int | None,
    now: datetime,
    subject: tuple[str, int] | None = None,
    facts: Mapping[str, int | str | bool] | None = None,
) -> AuditEntry:
    """Add an act to the chain.

    Args:
        act: short name, "account.suspended".
        actor_id: identity or user that acted; None for the place itself.
        now: when.
        subject: (kind, id) of what it was done to.
        facts: ids, counts and short codes. Never names or words.
    """
    if connection.vendor == "postgresql":
        # SQLite has one writer at a time anyway; here two appends must not share a predecessor.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
    last = AuditEntry.objects.order_by("-number").values_list("number", "digest").first()
    number, previous = (last[0] + 1, bytes(last[1])) if last else (1, BEGINNING)
    kind, subject_id = subject or ("", None)
    entry = AuditEntry(
        at=now,
        act=act,
        actor_id=actor_id,
        subject_kind=kind,
        subject_id=subject_id,
        facts=dict(facts or {}),
        previous=previous,
        number=number,
    )
    entry.digest = _digest(entry)
    entry.save(force_insert=True)
    return entry


def verify_chain() -> int | None:
    """Walk the whole chain. Returns the number of the first broken entry, or None when whole."""
    previous, expected = BEGINNING, 1
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=1000):
        whole = (
            entry.number == expected
            and bytes(entry.previous) == previous
            and bytes(entry.digest) == _digest(entry)
        )
        if not whole:
            return expected
        previous, expected = bytes(entry.digest), expected + 1
    return None


def _digest(entry: AuditEntry) -> bytes:
    content = json.dumps(
        [
            entry.number,
            entry.at.isoformat(),
            entry.act,
            entry.actor_id,
            entry.subject_kind,
            entry.subject_id,
            entry.facts,
        ],
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(bytes(entry.previous) + content.encode()).digest()
