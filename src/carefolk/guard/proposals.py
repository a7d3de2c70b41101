"""What a check hands to the engine: a finding without rules and mends, in shadow offsets."""

from __future__ import annotations

from dataclasses import dataclass

from carefolk.guard.marks import Mark
from carefolk.guard.verdict import Axis, Kind, Level


@dataclass(frozen=True, slots=True)
class Proposal:
    """One finding before the engine adds rules and mends. Fields as in `verdict.Finding`."""

    check: str
    axis: Axis
    kind: Kind
    start: int
    end: int
    level: Level
    reason_key: str
    values: tuple[tuple[str, str], ...] = ()
    form: str = ""


def confidence(check: str, mark: Mark, level: Level, reason_key: str) -> Proposal:
    """A finding on the confidentiality axis about one mark."""
    return Proposal(
        check,
        Axis.CONFIDENTIALITY,
        mark.kind,
        mark.start,
        mark.end,
        level,
        reason_key,
        (("words", mark.value[:60]),),
        mark.form,
    )


def conduct(
    check: str, kind: Kind, span: tuple[int, int], level: Level, reason_key: str
) -> Proposal:
    """A finding on the conduct axis about one span."""
    return Proposal(check, Axis.CONDUCT, kind, *span, level, reason_key)
