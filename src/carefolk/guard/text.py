"""The text as the recognisers read it: plain letters, plain digits, nothing hidden.

Zero-width joiners, direction overrides, full-width digits and look-alike letters must not hide
an identifier, and marks must still fall on the author's own characters. So recognisers read a
*shadow* of the text, and `Prepared` leads every offset back.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from carefolk.guard.patterns import compile_pattern

# Cyrillic and Greek letters that print like Latin ones, and signs with a plain twin.
# Source: the "confusables" idea of Unicode TR 39, cut down to letters that can spell a name.
_TWINS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеіјорсухѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαονι‘’‚‛“”„‟´`′‐‑‒–—―−⁄øØłŁđĐıæÆßþð\u00a0",
    "ABESIJKMHOPCTYXaeijopcyxsdhqwABEZHIKMNOPTYXaovi''''\"\"\"\"'''-------/oOlLdDiaAstd ",
)
_SENTENCE = compile_pattern(r"[^.!?\n…]+(?:[.!?…]+|\n|$)")
_KEPT_CONTROLS = "\n\t"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text and its shadow.

    Attributes:
        original: the text as typed.
        shadow: the same text in plain characters.
        index: for each shadow character, the offset of the original one it stands for.
        sentences: spans of the shadow, one a sentence or line.
    """

    original: str
    shadow: str
    index: tuple[int, ...] | None
    sentences: tuple[tuple[int, int], ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in code points of the original for a span of the shadow."""
        if self.index is None or end <= start:
            return start, end
        return self.index[start], self.index[end - 1] + 1

    def sentence_at(self, position: int) -> tuple[int, int]:
        """The sentence around a position of the shadow."""
        low, high = 0, len(self.sentences) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if self.sentences[middle][0] <= position:
                low = middle
            else:
                high = middle - 1
        return self.sentences[low] if self.sentences else (0, len(self.shadow))

    def around(self, start: int, end: int, reach: int) -> str:
        """The shadow from `reach` characters before to `reach` behind a span."""
        return self.shadow[max(0, start - reach) : end + reach]


def prepare(text: str) -> Prepared:
    """Read a text once: its shadow and its sentences."""
    if text.isascii() and text.isprintable():
        return Prepared(text, text, None, _sentences(text))
    letters: list[str] = []
    index: list[int] = []
    for position, char in enumerate(text):
        for plain in _plain(char):
            letters.append(plain)
            index.append(position)
    shadow = "".join(letters)
    return Prepared(text, shadow, tuple(index), _sentences(shadow))


def _plain(char: str) -> str:
    if char < "\x7f":
        return char if char >= " " or char in _KEPT_CONTROLS else ""
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    category = unicodedata.category(char)
    if category in ("Cf", "Cc", "Mn", "Me"):
        return ""
    char = char.translate(_TWINS)
    if category == "No" and unicodedata.numeric(char, 0) % 1:
        return char  # a fraction sign must not turn 2½ into 21
    decomposed = unicodedata.normalize("NFKD", char)
    return "".join(
        part for part in decomposed.translate(_TWINS) if unicodedata.category(part) != "Mn"
    )


def _sentences(shadow: str) -> tuple[tuple[int, int], ...]:
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE.finditer(shadow):
        end = match.end()
        # "Mr. Bell", "J. Bell" and "C. diff" are no ends of sentences.
        last_word = shadow[start:end].rstrip().rsplit(" ", 1)[-1]
        abbreviated = len(last_word) <= 4 and last_word.rstrip(".").lower() in _ABBREVIATIONS
        if abbreviated and last_word.endswith("."):
            continue
        spans.append((start, end))
        start = end
    if start < len(shadow):
        spans.append((start, len(shadow)))
    return tuple(spans)


_ABBREVIATIONS = frozenset(
    ["mr", "mrs", "ms", "dr", "st", "rm", "no", "c", "prof", *"abcdefghjklmnopqrstuvwxyz"]
)
