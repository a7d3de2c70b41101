"""What a person typed, made fit to keep: one form, nothing hidden, counted as people count."""

from __future__ import annotations

import re
import unicodedata

import regex

from carefolk.kit.text import entities

LINK_LENGTH = 23  # as Mastodon counts any link, so that apps and this place agree

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_BIDI_OVERRIDES = r"\u202a-\u202e\u2066-\u2069\u206a-\u206f"
_INVISIBLE = (
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u061c\u2060-\u2065\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_EMOJI = (
    r"[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf"
    r"\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
# The flags of England, Scotland and Wales are spelled with invisible tag letters.
_FLAG = r"\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
_KEYCAP = r"[0-9#*]\ufe0f\u20e3"
_EMOJI_SEQUENCE = rf"{_EMOJI}+\ufe0f?(?:\u200d{_EMOJI}+\ufe0f?)*"
# Persian and Indic scripts are misspelled without joiners; Arabic and Hebrew lines jumble
# without direction marks. Between Latin letters or digits the same characters only hide things.
_JOINED_SCRIPT = r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17b3]"
_RIGHT_TO_LEFT = r"[\u0590-\u060b\u060d-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufe70-\ufefc]"
_WANTED = re.compile(
    rf"({_FLAG}|{_KEYCAP}|{_EMOJI_SEQUENCE}|(?<={_JOINED_SCRIPT})[\u200c\u200d](?={_JOINED_SCRIPT})"
    rf"|(?<={_RIGHT_TO_LEFT})[\u200e\u200f\u061c])"
    rf"|[{_CONTROLS}{_BIDI_OVERRIDES}{_INVISIBLE}]"
)
_NEW_LINES = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
# Towers of marks cover the lines above and below; no language stacks more than four.
_TOO_MANY_MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
# All that Unicode calls space, and the empty Braille cell, which shows nothing but is no space.
_BLANK = (
    " \t\n\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\u2800"
)
_CHARACTER = regex.compile(r"\X")


def clean(text: str) -> str:
    """The text to check, keep and show: `strip_hidden`, without space at either end."""
    return strip_hidden(text).strip(_BLANK)


def strip_hidden(text: str) -> str:
    r"""The text in Unicode form NFC with `\n` line ends and nothing a reader cannot see.

    Goes: control characters but newline and tab, lone surrogates, direction overrides and
    isolates (Unicode TR 9), zero-width characters, soft hyphens, tag letters, towers of marks.
    Stays: joiners inside emoji and inside the scripts that need them, flags, keycaps.
    Doing it twice changes nothing.
    """
    lines = _NEW_LINES.sub("\n", text)
    shown = unicodedata.normalize("NFC", _WANTED.sub(_kept, lines))
    return unicodedata.normalize("NFC", _TOO_MANY_MARKS.sub(r"\1", shown))


def length(text: str) -> int:
    """How many characters people see (Unicode TR 29), as Mastodon counts them.

    A link counts 23 however long it is, and a mention of someone elsewhere counts without the
    name of their server.
    """
    count, done = 0, 0
    for entity in entities.find(text):
        match entity:
            case entities.Link():
                count += _characters(text[done : entity.start]) + LINK_LENGTH
            case entities.Mention():
                count += _characters(text[done : entity.start]) + 1 + len(entity.handle)
            case entities.Hashtag():
                continue
        done = entity.end
    return count + _characters(text[done:])


def _kept(match: re.Match[str]) -> str:
    return match[1] or ""


def _characters(text: str) -> int:
    return sum(1 for _ in _CHARACTER.finditer(text))
