"""Links, mentions and hashtags of one text together, so that none is found inside another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from operator import attrgetter

from carefolk.kit.text import hashtags, links, mentions
from carefolk.kit.text.hashtags import Hashtag
from carefolk.kit.text.links import Link
from carefolk.kit.text.mentions import Mention

__all__ = ["Entity", "Hashtag", "Link", "Mention", "find"]

Entity = Link | Mention | Hashtag


def find(text: str) -> Iterator[Entity]:
    """Every link, mention and hashtag in order of place; the one that begins first wins."""
    found: Iterable[Entity] = merge(
        links.find(text), mentions.find(text), hashtags.find(text), key=attrgetter("start")
    )
    end = 0
    for entity in found:
        if entity.start >= end:
            end = entity.end
            yield entity
