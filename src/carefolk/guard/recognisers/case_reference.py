"""Case, police, court and hospital references: a word for it, then letters and digits.

Source: the shapes that case systems print (letters, dash, digits; plain digits after "case no").

Traps: charity, company, provider, ethics and course numbers are public; "section 47" and "s.20"
are law; a year is no reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark, without_overlaps
from carefolk.guard.patterns import compile_pattern
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_NAMED = compile_pattern(
    r"\b(?i:(?:case|crime|police|incident|hospital|patient|client|referral|mosaic|liquidlogic|"
    r"custody|court|log|file|niche|rio|systmone|emis|housing|tenancy|claim|care\s?first)\s*"
    r"(?:ref(?:erence)?|no|number|num|id|#)?|ref(?:erence)?(?:\s*(?:no|number))?|crn|urn)"
    r"\.?\s*(?:is|:|#|=)?\s*((?:[A-Z]{1,4}[-/ ]?)?\d{2,10}(?:[-/]\d{1,6}){0,3}[A-Z]{0,2})\b"
)
_SHAPE = compile_pattern(r"\b([A-Z]{2,4}[-/]\d{4,8}(?:[-/]\d{1,4})?)\b")
_PUBLIC = compile_pattern(
    r"\b(?:ethics|irb|charity|company|provider|isbn|doi|ofsted|course|module|vacancy|job|invoice|"
    r"order|booking|grant|petition|event|webinar|post|room|meeting|zoom)\b[^.!?\n]{0,25}$",
    any_case=True,
)


def find(prepared: Prepared) -> Iterator[Mark]:
    yield from without_overlaps(_all(prepared))


def _all(prepared: Prepared) -> Iterator[Mark]:
    for pattern, form in ((_NAMED, "named"), (_SHAPE, "shape")):
        for match in pattern.finditer(prepared.shadow):
            start, end = match.span(1)
            digits = sum(map(str.isdigit, match.group(1)))
            if digits < 4:
                continue
            if digits == 4 and match.group(1).isdigit() and match.group(1)[:2] in ("19", "20"):
                continue
            before = prepared.shadow[max(0, match.start() - 40) : start]
            if not _PUBLIC.search(before):
                yield Mark(Kind.CASE_REF, start, end, form, match.group(1))
