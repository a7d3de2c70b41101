"""Facts about health, care and crises: conditions, treatment, personal care, refusals.

Source: `words/health.txt`, written from practice language; the star stands for any ending.

Traps: everyday use ("I'm blind without coffee", "broken biscuits", "sick of it") and professional
talk about conditions in general. A health word alone never makes a finding; it joins a person.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark
from carefolk.guard.patterns import any_of
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind


def find(prepared: Prepared) -> Iterator[Mark]:
    for match in any_of("health").finditer(prepared.shadow):
        yield Mark(Kind.HEALTH_DETAIL, match.start(), match.end(), "", match.group())
