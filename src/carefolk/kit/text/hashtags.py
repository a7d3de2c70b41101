"""Hashtags in text: letters of any language, not only digits."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import regex

MAX_HASHTAGS = 60  # the rest stay plain text
MAX_LENGTH = 100  # a longer run is not a hashtag

# `regex`, because the marks of Hindi or Burmese are letters to their readers and not to `re`.
_HASHTAG = regex.compile(r"(?<![\p{L}\p{N}\p{M}_/&=#＃])[#＃]([\p{L}\p{N}_][\p{L}\p{M}\p{N}_·]*+)")


@dataclass(frozen=True, slots=True)
class Hashtag:
    """Attributes: name as typed, without the sign; `key` is the same for every way to write it."""

    start: int
    end: int
    name: str

    @property
    def key(self) -> str:
        return key(self.name)


def find(text: str) -> Iterator[Hashtag]:
    """The first `MAX_HASHTAGS` hashtags, in order."""
    return islice(_all(text), MAX_HASHTAGS)


def key(name: str) -> str:
    """One spelling for `#SocialWork`, `#socialwork` and `#ＳｏｃｉａｌＷｏｒｋ`."""
    folded = unicodedata.normalize("NFKC", name.removeprefix("#")).casefold()
    return unicodedata.normalize("NFC", folded)


def _all(text: str) -> Iterator[Hashtag]:
    for match in _HASHTAG.finditer(text):
        name = match[1].rstrip("·")
        if len(name) <= MAX_LENGTH and any(letter.isalpha() for letter in name):
            yield Hashtag(match.start(), match.start() + 1 + len(name), name)
