"""Mentions in text: `@handle` for people of this place, `@handle@host` for people elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

MAX_MENTIONS = 50  # more than that is shouting; the rest stay plain text

# Every repetition is bounded: a hundred thousand near misses cost a hundred thousand short looks.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MENTION = re.compile(
    r"(?<![\w/=@.+-])@"
    r"(?:(?P<remote>[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,62}[A-Za-z0-9_])?)"
    rf"@(?P<host>(?:{_LABEL}\.){{0,8}}{_LABEL}(?::\d{{1,5}})?)"
    r"|(?P<local>[A-Za-z0-9_]{1,64}))(?![\w@])"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Attributes: handle and host in lower case; host is None for someone of this place."""

    start: int
    end: int
    handle: str
    host: str | None

    @property
    def address(self) -> str:
        """`handle` or `handle@host`: the key under which a caller looks the person up."""
        return f"{self.handle}@{self.host}" if self.host else self.handle


def find(text: str) -> Iterator[Mention]:
    """The first `MAX_MENTIONS` mentions, in order. A mail address is not one."""
    for match in islice(_MENTION.finditer(text), MAX_MENTIONS):
        host = match["host"]
        yield Mention(
            match.start(),
            match.end(),
            (match["remote"] or match["local"]).lower(),
            host.lower() if host else None,
        )
