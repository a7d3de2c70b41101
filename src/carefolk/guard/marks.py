"""What a recogniser hands on: a span of the shadow, its kind, and what is known about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carefolk.guard.verdict import Kind


@dataclass(frozen=True, slots=True)
class Mark:
    """A small fact in a text. It accuses nobody; checks weigh marks together.

    Attributes:
        kind: what the words are.
        start: offset in the shadow.
        end: offset behind the last character.
        form: which way of writing it was recognised by, e.g. "title" or "checksum".
        value: the words, or what they amount to.
    """

    kind: Kind
    start: int
    end: int
    form: str = ""
    value: str = ""


def without_overlaps(marks: Iterable[Mark]) -> list[Mark]:
    """The marks in order of place; of two that overlap, the longer one."""
    kept: list[Mark] = []
    end = -1
    by_place = sorted(marks, key=lambda mark: (mark.start, -(mark.end - mark.start)))
    for mark in by_place:
        if mark.start >= end:
            kept.append(mark)
            end = mark.end
        elif mark.end - mark.start > kept[-1].end - kept[-1].start:
            kept[-1] = mark
            end = mark.end
    return kept


class Cover:
    """Which characters of a text are taken; asking costs only the length of the span."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def add(self, start: int, end: int) -> None:
        self._taken[start:end] = b"\1" * (end - start)

    def touches(self, start: int, end: int) -> bool:
        return self._taken.find(1, start, end) >= 0

    def covers(self, start: int, end: int) -> bool:
        return end > start and self._taken.find(0, start, end) < 0
