"""Facts that single somebody out: "the only", a former calling, a rare event, a record, the news.

Source: the jigsaw test that regulators ask for: could a neighbour say who this is?

Traps: "the only way", "the first step", "the one thing" are everyday speech; the words that follow
must be about a person. `form` names the kind of circumstance.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark, without_overlaps
from carefolk.guard.patterns import compile_pattern, cue_lines
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_PATTERNS = tuple(
    (form, compile_pattern(source, any_case=True))
    for form, _, source in (line.partition(": ") for line in cue_lines("circumstance"))
)


def find(prepared: Prepared) -> Iterator[Mark]:
    found = [
        Mark(Kind.RARE_CIRCUMSTANCE, *match.span(1), form, match.group(1))
        for form, pattern in _PATTERNS
        for match in pattern.finditer(prepared.shadow)
    ]
    yield from without_overlaps(found)
