"""Dates of birth: a full date beside "dob", "born" or "date of birth".

A whole date straight behind a capitalised word is how lists write a person.

Source: how records write it (day/month/year, day month year). A date without such a word is a
date of an event, and left to `day_time`.

Traps: "born in 1951" is an age, not a date of birth; "the charity was born on 4 May 1962".
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark
from carefolk.guard.patterns import compile_pattern
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = (
    r"(?:\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:19|20)?\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTHS},?\s+(?:19|20)?\d{{2}}"
    r"|(?:19|20)\d{2}-\d{2}-\d{2})"
)
_NAMED_DATE = compile_pattern(
    rf"\b(?:d\.?\s?o\.?\s?b\.?|born|birth\s?date|date\s+of\s+birth|birthday)"
    rf"(?:\s+(?:is|was|on)|\s*[:=\-,])*\s*({_DATE})",
    any_case=True,
)
_BESIDE_A_NAME = compile_pattern(
    r"[A-Z][a-z]{1,20},?\s+\(?(\d{1,2}[/.\-]\d{1,2}[/.\-](?:19\d{2}|20[0-2]\d))\b"
)


def find(prepared: Prepared) -> Iterator[Mark]:
    for match in _NAMED_DATE.finditer(prepared.shadow):
        yield Mark(Kind.DATE_OF_BIRTH, *match.span(1), "named", match.group(1))
    for match in _BESIDE_A_NAME.finditer(prepared.shadow):
        yield Mark(Kind.DATE_OF_BIRTH, *match.span(1), "beside a name", match.group(1))
