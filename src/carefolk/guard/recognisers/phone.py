"""UK phone numbers: 0 or +44, then nine or ten digits in the usual groups.

Source: Ofcom's national telephone numbering plan; 01, 02, 03, 07 and 08 are geographic, UK-wide,
mobile and non-geographic. Helplines (03, 08, 116 and short numbers) are public and never marked.

Traps: long reference numbers; ten digits that begin with 0 may be an NHS number (its own file).
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark
from carefolk.guard.patterns import compile_pattern
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_NUMBER = compile_pattern(
    r"((?:\+?\b44[ \-.]?(?:\(?0\)?)?[ \-.]?|\(?\b0)[127]\d(?:\)?[ \-.]{0,2}\d){7,8})\b"
)


def find(prepared: Prepared) -> Iterator[Mark]:
    for match in _NUMBER.finditer(prepared.shadow):
        start, end = match.span(1)
        digits = "".join(filter(str.isdigit, match.group(1)))
        national = digits.removeprefix("44").lstrip("0")
        if len(national) in (9, 10):
            form = "mobile" if national.startswith("7") else "landline"
            yield Mark(Kind.PHONE, start, end, form, national)
