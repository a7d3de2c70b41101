r"""Patterns that cannot run away.

Every pattern of the guard goes through RE2, which answers in time linear in the text whatever
the pattern. It knows no look-around and no back-references; its \w and \b are ASCII, which fits
because recognisers read the plain shadow of a text (`text.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, Protocol, cast

import re2


class Match(Protocol):
    """What the guard uses of a match."""

    def start(self, group: int | str = 0) -> int: ...
    def end(self, group: int | str = 0) -> int: ...
    def span(self, group: int | str = 0) -> tuple[int, int]: ...
    def group(self, group: int | str = 0) -> str: ...


class Pattern(Protocol):
    """What the guard uses of a compiled pattern."""

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[Match]: ...
    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> Match | None: ...


class WrongPattern(ValueError):
    """A pattern that RE2 does not take. The message says where it stops."""


def _options() -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 32 << 20
    return options


def compile_pattern(pattern: str, *, any_case: bool = False) -> Pattern:
    """Compile a pattern for RE2.

    Args:
        pattern: in RE2's syntax.
        any_case: match capitals and small letters alike.

    Raises:
        WrongPattern: when RE2 refuses it.
    """
    source = f"(?i){pattern}" if any_case else pattern
    try:
        return cast(Pattern, re2.compile(source, _options()))
    except re2.error as error:
        raise WrongPattern(str(error)) from None


def words(name: str) -> tuple[str, ...]:
    """The entries of a word list in `words/`, one a line; `#` begins a comment."""
    lines = (resources.files("carefolk.guard") / "words" / f"{name}.txt").read_text("utf-8")
    return tuple(
        line.strip() for line in lines.splitlines() if line.strip() and not line.startswith("#")
    )


def cue_lines(name: str) -> tuple[str, ...]:
    """The alternatives of a cue list in `words/cues/`, one a line, in RE2's syntax.

    `{occupations}` stands for the list of that name, `{person}` for words for a person.
    """
    fillings = {
        "{occupations}": alternatives(words("occupations")),
        "{person}": "|".join(words("cues/person")),
    }
    lines = words(f"cues/{name}")
    for mark, filling in fillings.items():
        if any(mark in line for line in lines):
            lines = tuple(line.replace(mark, f"(?:{filling})") for line in lines)
    return lines


def cues(name: str, *, before: str = r"\b", after: str = r"\b", any_case: bool = True) -> Pattern:
    """One pattern for a cue list.

    Args:
        name: file in `words/cues/`, without its ending.
        before: what must stand before any of the alternatives.
        after: what must stand behind.
        any_case: match capitals and small letters alike.
    """
    return compile_pattern(f"{before}(?:{'|'.join(cue_lines(name))}){after}", any_case=any_case)


@cache
def word_set(name: str) -> frozenset[str]:
    """A list whose lines hold single words, as a set in small letters."""
    return frozenset(word.lower() for line in words(name) for word in line.split())


@cache
def any_of(name: str) -> Pattern:
    """One pattern for a whole list, any case, whole words only."""
    return compile_pattern(alternatives(words(name)), any_case=True)


def alternatives(entries: tuple[str, ...]) -> str:
    """A pattern source for any of the entries; a star stands for any ending of a word."""
    # Longer entries first: RE2 takes the first alternative that fits.
    ordered = sorted(entries, key=len, reverse=True)
    return rf"\b(?:{'|'.join(_entry(entry) for entry in ordered)})(?:\b|$)"


def _entry(entry: str) -> str:
    escaped = re2.escape(entry).replace(r"\ ", r"\s+").replace(" ", r"\s+")
    return cast(str, escaped.replace(r"\*", r"[\w'-]{0,20}"))
