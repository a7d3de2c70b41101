"""E-mail addresses, also written out as "name at host dot uk".

Source: the part of RFC 5321 that people use.

Traps: fediverse handles (@name@host) are not e-mail; "at" and "dot" are everyday words, so the
written-out form needs a known ending. Whether an address is a person's or an office's is said by
`form`, from its local part.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark, without_overlaps
from carefolk.guard.patterns import compile_pattern
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_ADDRESS = compile_pattern(
    r"(?:^|[^\w@.+-])([\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})", any_case=True
)
_WRITTEN_OUT = compile_pattern(
    r"\b([\w-]{2,30}(?:(?:\.|\s+dot\s+)[\w-]{1,30}){0,3}\s*(?:\s+at\s+|\(at\)|\[at\])\s*"
    r"[\w-]{2,40}(?:\s*(?:\s+dot\s+|\(dot\)|\[dot\])\s*(?:co|com|uk|org|net|nhs|gov|ac)){1,3})\b",
    any_case=True,
)
_OFFICE = compile_pattern(
    r"^(?:info|hello|contact|enquir\w*|jobs?|recruit\w*|careers?|office|admin|reception|support|help|"
    r"bookings?|events?|training|study|research|press|media|team|apply|hr|manager|referrals?|mail|"
    r"\w*(?:-|_|\.)?(?:study|team|office|jobs|project|survey|research|events|training))@",
    any_case=True,
)


def find(prepared: Prepared) -> Iterator[Mark]:
    yield from without_overlaps(_all(prepared))


def _all(prepared: Prepared) -> Iterator[Mark]:
    for pattern in (_ADDRESS, _WRITTEN_OUT):
        for match in pattern.finditer(prepared.shadow):
            form = "office" if _OFFICE.search(match.group(1)) else "personal"
            yield Mark(Kind.EMAIL, *match.span(1), form, match.group(1))
