"""Who is spoken of without a name: "my client", "one of my ladies", "our lad", "she" from a worker.

Source: how workers speak of the people they support. `form` is "strong" where the words can only
mean a person in care, "child" for a child in care, "weak" for he and she.

Traps: "our clients" and "residents" in general are everybody; "my lovely ladies in the office" are
colleagues; he and she may be anybody, so they are weak and only join other facts.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark, without_overlaps
from carefolk.guard.patterns import compile_pattern, cue_lines
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_STRONG = tuple(compile_pattern(line, any_case=True) for line in cue_lines("role_strong"))
_CHILD = tuple(compile_pattern(line, any_case=True) for line in cue_lines("role_child"))
_WEAK = compile_pattern(
    r"\b(he|she|him|her|his|hers|he's|she's|he'd|she'd|shes|hes)\b", any_case=True
)


def find(prepared: Prepared) -> Iterator[Mark]:
    shadow = prepared.shadow
    found = [
        Mark(Kind.PERSON_CARED_FOR, *match.span(1), form, match.group(1))
        for form, patterns in (("strong", _STRONG), ("child", _CHILD))
        for pattern in patterns
        for match in pattern.finditer(shadow)
    ]
    yield from without_overlaps(found)
    for match in _WEAK.finditer(shadow):
        yield Mark(Kind.PERSON_CARED_FOR, *match.span(1), "weak", match.group(1))
