"""When it happened: days, dates, "this morning", "last night", "at 3 o'clock", "hour four".

Source: how shifts are told.

Traps: a time alone says nothing; it only joins other facts. "every Tuesday", "on Sundays" and
"Monday to Friday" are habits, not events, and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark, without_overlaps
from carefolk.guard.patterns import compile_pattern, cue_lines
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_PATTERNS = tuple(compile_pattern(line, any_case=True) for line in cue_lines("day_time"))


def find(prepared: Prepared) -> Iterator[Mark]:
    shadow = prepared.shadow
    found: list[Mark] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(shadow):
            start, end = match.span(1)
            plural = shadow[end : end + 1] == "s"
            every = shadow[max(0, start - 6) : start].lower().endswith(("every ", "each "))
            if not plural and not every:
                found.append(Mark(Kind.DATE_TIME_OF_EVENT, start, end, "", match.group(1)))
    yield from without_overlaps(found)
