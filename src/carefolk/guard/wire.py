"""Contexts and verdicts as plain values for JSON, and back: what travels between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from carefolk.guard.context import Context
from carefolk.guard.verdict import Axis, Finding, Kind, Level, Mend, MendKind, Verdict

_TUPLES = frozenset(field.name for field in fields(Context) if str(field.type).startswith("tuple"))
_NAMES = frozenset(field.name for field in fields(Context))


class NotReadable(ValueError):
    """A message that does not hold what it should."""


def context_to_wire(context: Context) -> dict[str, Any]:
    return asdict(context)


def context_from_wire(raw: Mapping[str, Any]) -> Context:
    """Build a context; unknown keys are left out. Raises NotReadable."""
    values: dict[str, Any] = {}
    for name, value in raw.items():
        if name not in _NAMES:
            continue
        if name in _TUPLES:
            if not isinstance(value, (list, tuple)) or not all(isinstance(v, str) for v in value):
                raise NotReadable(f"{name} must be a list of texts")
            values[name] = tuple(value)
        elif isinstance(value, bool if name == "is_template" else str):
            values[name] = value
        else:
            raise NotReadable(f"{name} is of the wrong kind")
    return Context(**values)


def verdict_to_wire(verdict: Verdict) -> dict[str, Any]:
    return {
        "findings": [asdict(finding) for finding in verdict.findings],
        "topics": sorted(verdict.topics),
        "checked": verdict.checked,
        "pack_versions": [list(pair) for pair in verdict.pack_versions],
    }


def verdict_from_wire(raw: Mapping[str, Any]) -> Verdict:
    """Build a verdict. Raises NotReadable."""
    try:
        return Verdict(
            findings=tuple(_finding(one) for one in raw["findings"]),
            topics=frozenset(raw["topics"]),
            checked=bool(raw["checked"]),
            pack_versions=tuple(
                (str(name), str(version)) for name, version in raw["pack_versions"]
            ),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise NotReadable(f"no verdict: {type(error).__name__}") from error


def _finding(raw: Mapping[str, Any]) -> Finding:
    return Finding(
        check=str(raw["check"]),
        rules=tuple(raw["rules"]),
        axis=Axis(raw["axis"]),
        kind=Kind(raw["kind"]),
        start=int(raw["start"]),
        end=int(raw["end"]),
        level=Level(raw["level"]),
        reason_key=str(raw["reason_key"]),
        values=tuple((str(name), str(value)) for name, value in raw["values"]),
        mends=tuple(_mend(one) for one in raw["mends"]),
    )


def _mend(raw: Mapping[str, Any]) -> Mend:
    return Mend(
        kind=MendKind(raw["kind"]),
        label_key=str(raw["label_key"]),
        start=int(raw["start"]),
        end=int(raw["end"]),
        replacement=str(raw["replacement"]),
    )
