"""Gives leave to be shown. The only caller of `audit.write_clearance`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from carefolk.audit.actions import write_clearance
from carefolk.audit.models import Clearance
from carefolk.guard import Verdict
from carefolk.people.models import Identity
from carefolk.publishing.drafts import Door
from carefolk.publishing.protocols import Prepared


def clear(
    prepared: Prepared,
    verdict: Verdict,
    confirmed: Mapping[str, str],
    *,
    digest: bytes,
    door: Door,
    writer: Identity,
    now: datetime,
) -> Clearance:
    """Write the clearance: ids, levels and the reasons chosen; never words."""
    found = {(finding.check, str(finding.level), finding.rules) for finding in verdict.findings}
    checks = sorted(found)
    return write_clearance(
        kind=str(prepared.draft.kind),
        door=str(door),
        by_id=prepared.by.pk,
        written_by_id=writer.pk,
        digest=digest,
        checks=checks,
        confirmed={
            check: answer
            for check, answer in confirmed.items()
            if any(check == found_check for found_check, _level, _rules in checks)
        },
        packs=dict(verdict.pack_versions),
        now=now,
    )
