"""UK postcodes: one or two letters, a digit, perhaps a digit or letter; then digit, two letters.

Source: BS 7666 and Royal Mail's programmers' guide. The inward letters never hold C I K M O V.
The area is not looked up: invented and new areas must be seen too.

Traps: "A1 2nd", "b2 1st" are ordinals; small letters count only with the space, and never when the
inward part is an ordinal. Without a space the whole must be capitals.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark
from carefolk.guard.patterns import compile_pattern
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_SPACED = compile_pattern(r"\b([a-z]{1,2}\d[a-z\d]?[ ]{1,2}\d[abd-hjlnp-uw-z]{2})\b", any_case=True)
_JOINED = compile_pattern(r"\b([A-Z]{1,2}\d[A-Z\d]?\d[ABD-HJLNP-UW-Z]{2})\b")
_ORDINALS = frozenset(["1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "0th"])
_CODE_NAMED = compile_pattern(r"\b(?:unit|module|course|model|size|type)\s*$", any_case=True)


def find(prepared: Prepared) -> Iterator[Mark]:
    for pattern in (_SPACED, _JOINED):
        for match in pattern.finditer(prepared.shadow):
            start, end = match.span(1)
            code = match.group(1)
            if code[-3:].lower() in _ORDINALS:
                continue
            if _CODE_NAMED.search(prepared.shadow[max(0, start - 12) : start]):
                continue
            yield Mark(Kind.POSTCODE, start, end, "shape", code)
