"""When it happened: days, dates, "this morning", "last night", "at 3 o'clock", "hour four".

Source: how shifts are told.

Traps: a time alone says nothing; it only joins other facts. "every Tuesday", "on Sundays" and
"Monday to Friday" are habits, not events, and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark, without_overlaps
from carefolk.guard.patterns import compile_pattern
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_MONTHS = r"january|february|march|april|june|july|august|september|october|november|december"
_PATTERNS = tuple(
    compile_pattern(source, any_case=True)
    for source in (
        r"\b(yesterday(?:\s+\w*(?:morning|afternoon|evening|teatime|tea time|night))?|today|tonight|"
        r"tomorrow(?:\s+(?:morning|afternoon|night))?|just now|right now|earlier|"
        r"an hour ago|(?:\d+|two|three|a few|few) (?:hours|days|nights|weeks) ago|"
        r"(?:this|last|yesterday|tomorrow|next) (?:morning|afternoon|evening|night|week|month|"
        r"weekend|shift|year|term))\b",
        r"\b((?:(?:on|last|this|next)\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
        r"(?:\s+(?:morning|afternoon|evening|night|at))?(?:\s+\d{1,2}(?:[.:]\d{2})?\s?(?:am|pm))?)\b",
        r"\b((?:at|about|around)\s+(?:half\s+)?(?:\d{1,2}(?:[.:]\d{2})?\s?(?:am|pm|o'clock)?|"
        r"noon|midnight))\b",
        r"\b(\d{1,2}(?:[.:]\d{2})?\s?(?:am|pm))\b",
        rf"\b(\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{_MONTHS})(?:\s+\d{{4}})?)\b",
        rf"\b((?:in|since|last|until|till)\s+(?:{_MONTHS}))\b",
        r"\b(\d{1,2}/\d{1,2}/(?:\d{2}|\d{4}))\b",
        r"\b(hour (?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}))\b",
    )
)


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
