"""What a text is about. Topics are no findings; an organisation's approval desk goes by them."""

from __future__ import annotations

from carefolk.guard.keys import TOPICS
from carefolk.guard.patterns import cues

_COMPILED = {topic: cues(f"topic_{topic}") for topic in sorted(TOPICS)}


def topics_of(shadow: str) -> frozenset[str]:
    """The topics whose words stand in a text."""
    return frozenset(topic for topic, pattern in _COMPILED.items() if pattern.search(shadow))
