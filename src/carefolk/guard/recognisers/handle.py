"""Handles on other networks: @name beside snap, insta and the like, or "her insta is name".

Source: how the networks print them.

Traps: @mentions of members are how people talk here. A bare @name is marked only when a network is
named nearby or it stands after "her", "his" or "their".
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark, without_overlaps
from carefolk.guard.patterns import compile_pattern, cues
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_NETWORK = (
    r"(?:insta(?:gram)?|snap(?:chat)?|tik\s?tok|facebook|fb|twitter|discord|telegram|roblox|kik)"
)
_HANDLE = compile_pattern(r"(?:^|[^\w@./])(@[a-z0-9][\w.\-]{1,40})", any_case=True)
_NEARBY = compile_pattern(rf"\b{_NETWORK}\b", any_case=True)
_NAMED = cues(
    "handle_named",
    before=r"\b(?:her|his|their|he's|she's|he is|she is)\s+(?:on\s+)?",
    after=r"\s*(?:name|handle|account|user)?\s*(?:is|as|:|=)\s*"
    r"(@?[a-z0-9][\w.\-]{2,40})\b",
)


def find(prepared: Prepared) -> Iterator[Mark]:
    yield from without_overlaps(_all(prepared))


def _all(prepared: Prepared) -> Iterator[Mark]:
    for match in _HANDLE.finditer(prepared.shadow):
        start, end = match.span(1)
        if "@" in prepared.shadow[end : end + 1]:
            continue
        nearby = _NEARBY.search(prepared.around(start, end, 40))
        value = match.group(1).rstrip(".-")
        yield Mark(
            Kind.SOCIAL_HANDLE, start, start + len(value), "network" if nearby else "bare", value
        )
    for match in _NAMED.finditer(prepared.shadow):
        yield Mark(Kind.SOCIAL_HANDLE, *match.span(1), "network", match.group(1))
