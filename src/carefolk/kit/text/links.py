"""Web addresses in text: http and https only, with a real host and nobody's name before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from confusable_homoglyphs import confusables

MAX_LENGTH = 2_048  # longer runs stay plain text

_RUN = re.compile(r"(?<![A-Za-z0-9])https?://(?:(?!\]\()[^\s<>\"\\^`{|}])+", re.IGNORECASE)
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?\Z")
_ENDINGS = ".,:;!?'*_~…’”»"
_BRACKETS = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Link:
    start: int
    end: int
    url: str


def find(text: str) -> Iterator[Link]:
    """Every address in the text, in order, without the full stop or bracket that follows it.

    Each character is looked at a fixed number of times, however hostile the text.
    """
    for match in _RUN.finditer(text):
        url = _without_ending(match[0])
        if is_safe(url):
            yield Link(match.start(), match.start() + len(url), url)


def is_safe(url: str) -> bool:
    """Whether this is an http(s) address that a person may be led to.

    Refused: other schemes, no host, a name or password before the host (`https://bank@evil`),
    and anything over `MAX_LENGTH`.
    """
    return len(url) <= MAX_LENGTH and host_of(url) is not None


def host_of(url: str) -> str | None:
    """The host of an http(s) address in lower case, with its port when one is given."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    if not _is_host(host):
        return None
    return f"{host}:{port}" if port is not None else host


def shown_host(url: str) -> str:
    """The host as people should see it: in its xn-- form when its letters pretend to be others."""
    host = host_of(url) or ""
    if host.isascii() or not confusables.is_dangerous(host):
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return ascii(host)[1:-1]


def _is_host(host: str) -> bool:
    if ":" in host:  # urlsplit has checked the address between the brackets
        return True
    return len(host) <= 253 and all(_LABEL.match(label) for label in host.rstrip(".").split("."))


def _without_ending(url: str) -> str:
    open_brackets = {closing: url.count(opening) for closing, opening in _BRACKETS.items()}
    closed_brackets = {closing: url.count(closing) for closing in _BRACKETS}
    end = len(url)
    while end:
        last = url[end - 1]
        if last in _BRACKETS and closed_brackets[last] > open_brackets[last]:
            closed_brackets[last] -= 1
        elif last not in _ENDINGS:
            break
        end -= 1
    return url[:end]
