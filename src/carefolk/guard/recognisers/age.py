"""Ages: "94-year-old", "aged six", "she's 97", ", 24,", "in his eighties", "three and a half".

Source: how workers and families write ages; the mends keep the point ("older person").

Traps: "24 hours", "12 sharp", "over 55s", "18 months' notice", class sizes, wages and years of
service. A bare number counts only between commas, after "she's"/"he's", or before a comma and an
illness. `value` is the number, or empty when written in words.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark
from carefolk.guard.patterns import compile_pattern, cues
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_NUMBER_WORDS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_FORMS = (
    (
        "year-old",
        compile_pattern(
            rf"\b((?:\d{{1,3}}|{_NUMBER_WORDS}(?:[- ](?:{_NUMBER_WORDS}))?)[- ]?"
            r"(?:years?|yrs?|months?|yo|y/o)(?:[- ]?olds?)?)\b",
            any_case=True,
        ),
    ),
    (
        "aged",
        compile_pattern(
            rf"\b((?:aged|age|turn(?:ed|s|ing))\s+(?:\d{{1,3}}|{_NUMBER_WORDS}))\b", any_case=True
        ),
    ),
    (
        "is",
        compile_pattern(
            rf"\b(?:he|she|they|who)(?:'s|'re| is| was| are)\s+(?:only\s+|just\s+|nearly\s+)?"
            rf"(\d{{1,3}}|{_NUMBER_WORDS})(?:[.,!?;]|$|\s+(?:and|but|with|today|now|next|on))",
            any_case=True,
        ),
    ),
    ("pair", compile_pattern(r"[A-Za-z)],\s+(\d{1,3} and \d{1,3})(?:,|\.)")),
    ("between commas", compile_pattern(r"[A-Za-z)],\s+(\d{1,3})(?:,|\.\s|$|\s+and\s)")),
    (
        "first word",
        compile_pattern(r"(?:^|[.!?\n]\s*|[^\w\s,.;:'\"-]\s)(\d{1,3})(?:,\s+[a-z]|\.\s|\s+and\s)"),
    ),
    (
        "decade",
        compile_pattern(
            r"\b(in (?:his|her|their) (?:early |mid |late |mid-)?(?:teens|twenties|thirties|"
            r"forties|fifties|sixties|seventies|eighties|nineties|[2-9]0s))\b",
            any_case=True,
        ),
    ),
    (
        "halves",
        compile_pattern(
            rf"\b((?:{_NUMBER_WORDS}|\d) and (?:a half|three quarters))\b", any_case=True
        ),
    ),
    (
        "birthday",
        compile_pattern(r"\b(\d{1,3}(?:st|nd|rd|th))\s+(?:birthday|bday)\b", any_case=True),
    ),
    ("happy", compile_pattern(r"\bhappy\s+(\d{1,3}(?:st|nd|rd|th))\b", any_case=True)),
)
_DURATION = cues("age_duration", after=r"\s*$")
_OWN = compile_pattern(r"\b(?:i'?m|i am|me at|my|i was)\s*(?:only\s+|just\s+)?$", any_case=True)


def find(prepared: Prepared) -> Iterator[Mark]:
    shadow = prepared.shadow
    for form, pattern in _FORMS:
        for match in pattern.finditer(shadow):
            start, end = match.span(1)
            words = match.group(1)
            number = "".join(filter(str.isdigit, words))
            if number and form != "pair" and int(number) > 115:
                continue
            before = shadow[max(0, start - 16) : start]
            is_span_of_time = (
                form == "year-old" and "old" not in words.lower() and "yo" not in words
            )
            if is_span_of_time and (_DURATION.search(before) or not _stands_alone(shadow, end)):
                continue
            if _OWN.search(before):
                continue
            yield Mark(Kind.AGE, start, end, form, number)


def _stands_alone(shadow: str, end: int) -> bool:
    return shadow[end : end + 1] in (",", "")
