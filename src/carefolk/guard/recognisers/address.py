"""Addresses: a number or house name with a street, a flat, a key-safe or door code.

Source: the street types of BS 7666, and the way workers write calls ("9pm at 4 Mill Row").

Traps: "10 Green Lane Surgery" and venues of events are addresses too; whether an address is tied
to a person is weighed by the identifiers check. "5 a day way", "2 Road tests": the street name
must begin with a capital, or the street type must be unmistakable.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark, without_overlaps
from carefolk.guard.patterns import compile_pattern, cues
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_TYPES = (
    r"Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Cl|Crescent|Cres|Court|Ct|Gardens|Gdns|"
    r"Grove|Place|Pl|Terrace|Terr|Row|Rise|Way|Walk|Mews|Hill|Square|Sq|Parade|Green|Park|View|"
    r"Gate|Croft|Fold|Yard|Brae|Wynd|Loan|Heol|Ffordd|Stryd|Villas|Buildings|Mount|Bank|Vale|"
    r"Meadows?|Quay|Wharf|Circus|Broadway|End|Dene|Garth|Path|Cottages|House|Approach|Chase"
)
_NUMBERED = compile_pattern(
    rf"\b((?:(?i:flat|apartment|apt|unit)\s+\d{{1,4}}[a-z]?,?\s+)?\d{{1,4}}[a-z]?,?\s+"
    rf"(?:the\s+)?(?:[A-Z][A-Za-z'-]{{1,20}}\s+){{1,3}}(?:{_TYPES}))\b"
)
_SMALL_LETTERS = compile_pattern(
    r"\b(\d{1,4}[a-z]?\s+(?:[a-z][a-z'-]{2,20}\s+){1,2}"
    r"(?:street|road|rd|avenue|ave|lane|crescent|terrace|close|drive|gardens|mews|grove))\b",
    any_case=True,
)
_HOUSE_NAME = compile_pattern(
    r"\b((?:The\s+)?(?:[A-Z][a-z']{2,20}\s+){1,2}(?:House|Cottage|Farm|Lodge|Barn|Bungalow|Mill|"
    r"Croft),\s+(?:[A-Z][a-z']{2,20}\s+){1,3}(?:Street|Road|Lane|Green|Hill|End|Common|Row|Way))\b"
)
_FLAT = compile_pattern(
    r"\b((?i:flat|apartment|apt)\s+\d{1,4}[a-z]?,?\s+(?:[A-Z][A-Za-z'-]{2,20}\s*){1,3})"
)
_DOOR_CODE = cues(
    "address_door_code",
    after=r"(?:\s+(?:code|number|no|for\s+\w+(?:\s+\w+)?))?(?:\s*(?:is|:|=|-|,))?\s+#?([a-z]?\d{3,8}[a-z]?)\b",
)


def find(prepared: Prepared) -> Iterator[Mark]:
    yield from without_overlaps(_all(prepared))


def _all(prepared: Prepared) -> Iterator[Mark]:
    shadow = prepared.shadow
    for pattern, form in (
        (_NUMBERED, "numbered"),
        (_SMALL_LETTERS, "numbered"),
        (_HOUSE_NAME, "house name"),
        (_FLAT, "flat"),
        (_DOOR_CODE, "door code"),
    ):
        for match in pattern.finditer(shadow):
            start, end = match.span(1)
            value = shadow[start:end].rstrip(" ,")
            yield Mark(Kind.ADDRESS, start, start + len(value), form, value)
