"""Gives leave to be shown. The only caller of `audit.write_clearance`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from carefolk.audit.actions import write_clearance
from carefolk.audit.models import Clearance
from carefolk.people.models import Identity
from carefolk.publishing.confirmations import digest_of
from carefolk.publishing.decide import CHECKED, StopReason
from carefolk.publishing.drafts import Door
from carefolk.publishing.outcomes import Seen
from carefolk.publishing.protocols import Prepared

# Anything else in a form's place for a reason could be someone's words.
_ANSWERS = frozenset({CHECKED, *StopReason})


def clear(
    prepared: Prepared,
    findings: Iterable[Seen],
    confirmed: Mapping[str, str],
    *,
    packs: Mapping[str, str],
    door: Door,
    writer: Identity,
    now: datetime,
) -> Clearance:
    """Write the clearance: ids, levels and the reasons chosen; never words."""
    found = [seen.finding for seen in findings]
    checks = sorted({(each.check, str(each.level), each.rules) for each in found})
    return write_clearance(
        kind=str(prepared.draft.kind),
        door=str(door),
        by_id=prepared.by.pk,
        written_by_id=writer.pk,
        digest=digest_of(prepared),
        checks=checks,
        confirmed={
            check: answer
            for check, answer in confirmed.items()
            if answer in _ANSWERS
            and any(check == found_check for found_check, _level, _rules in checks)
        },
        packs=packs,
        now=now,
    )
