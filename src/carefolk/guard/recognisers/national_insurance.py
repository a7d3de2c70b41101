"""National Insurance numbers: two letters, six digits, one letter A to D.

Source: HMRC manual NIM39110. D, F, I, Q, U, V never stand first or second and O never second, and
some prefixes are not issued; people mistype them, and examples use them, so shape alone counts.

Traps: product codes and course codes; the shape with spaces in pairs is distinctive enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark
from carefolk.guard.patterns import compile_pattern
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_NUMBER = compile_pattern(
    r"\b([a-z]{2}[ \-.]?\d{2}[ \-.]?\d{2}[ \-.]?\d{2}[ \-.]?[a-d])\b", any_case=True
)


def find(prepared: Prepared) -> Iterator[Mark]:
    for match in _NUMBER.finditer(prepared.shadow):
        yield Mark(Kind.NI_NUMBER, *match.span(1), "shape", match.group(1))
