"""The doctor: one check a file; each says what is wrong and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from carefolk.kit.config import Config
from carefolk.ops.doctor import (
    clearances,
    clock,
    database,
    disk,
    guard,
    keys,
    mail,
    media,
    migrations,
    parked_jobs,
)
from carefolk.ops.doctor.finding import Finding

Check = Callable[[Config], Iterable[Finding]]

CHECKS: dict[str, Check] = {
    "database": database.check,
    "migrations": migrations.check,
    "pictures": media.check,
    "keys": keys.check,
    "mail": mail.check,
    "clock": clock.check,
    "disk": disk.check,
    "guard": guard.check,
    "jobs": parked_jobs.check,
    "clearances": clearances.check,
}


def examine(config: Config, checks: dict[str, Check] | None = None) -> dict[str, list[Finding]]:
    """Run every check. One that breaks is a finding itself and stops no other."""
    return {
        name: _findings(check, config)
        for name, check in (CHECKS if checks is None else checks).items()
    }


def _findings(check: Check, config: Config) -> list[Finding]:
    try:
        return list(check(config))
    except Exception as error:  # noqa: BLE001 - the doctor looks at broken places
        return [
            Finding(
                f"this could not be looked at ({type(error).__name__}: {error})",
                "Mend what the other lines name first, then run carefolk doctor again.",
            )
        ]
