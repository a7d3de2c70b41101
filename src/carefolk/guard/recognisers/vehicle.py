"""Vehicle registrations: AB12 CDE since 2001, A123 BCD before, and any of them beside a car.

Source: DVLA INF104.

Traps: course codes ("AB12 CPD"), hashtags, and years ("IN24 NEW"): small letters and the older
shape count only when a vehicle is named nearby.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark
from carefolk.guard.patterns import compile_pattern
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_CURRENT = compile_pattern(r"\b([A-HJ-PR-Y][A-Z]\d{2}[ ]?[A-HJ-PR-Z]{3})\b")
_ANY_CASE = compile_pattern(
    r"\b([a-z]{2}\d{2}[ ]?[a-z]{3}|[a-z]\d{1,3}[ ]?[a-z]{3}|[a-z]{3}[ ]?\d{1,3}[a-z])\b",
    any_case=True,
)
_VEHICLE = compile_pattern(
    r"\b(?:cars?|vans?|motability|reg|registration|plate|vehicle|driv\w+|parked|taxi|minibus|"
    r"ford|vauxhall|fiat|audi|bmw|honda|toyota|nissan|kia|skoda|peugeot|renault|citroen|volvo|"
    r"mini|corsa|fiesta|golf|astra|transit|mobility scooter|motorbike)\b",
    any_case=True,
)
_NOT_WORDS = frozenset(["the", "and", "for", "day", "min", "hrs", "hour", "new", "all", "was"])


def find(prepared: Prepared) -> Iterator[Mark]:
    seen: set[int] = set()
    for match in _CURRENT.finditer(prepared.shadow):
        seen.add(match.start(1))
        yield Mark(Kind.VEHICLE_REG, *match.span(1), "shape", match.group(1))
    for match in _ANY_CASE.finditer(prepared.shadow):
        start, end = match.span(1)
        plate = match.group(1)
        if start in seen or plate[-3:].lower() in _NOT_WORDS:
            continue
        if _VEHICLE.search(prepared.around(start, end, 60)):
            yield Mark(Kind.VEHICLE_REG, start, end, "beside a vehicle", plate)
