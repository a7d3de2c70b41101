"""The text of a status on its way to the table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The text of a status, kept three ways, with what it points at."""

    source: str
    html: str
    plain: str
    content_note: str
    language: str
    hashtags: tuple[tuple[str, str], ...] = ()
    """(key, as shown)"""
