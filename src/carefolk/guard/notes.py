"""chk.location, chk.claim, chk.audience and chk.abuse-received: mostly one quiet line each.

Only where somebody in care is right now, with enough to find them, is more than a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carefolk.guard.patterns import cues
from carefolk.guard.proposals import Proposal, conduct, confidence
from carefolk.guard.reading import Reading
from carefolk.guard.verdict import Axis, Kind, Level

_NOW = cues("notes_now")
_CLAIM = cues("notes_claim")
_SOURCE = cues("notes_source", before="", after="")
_RECEIVED = cues("notes_received")
_WIDE = frozenset(["everyone", "everyone-quietly", "public"])


def find(reading: Reading) -> Iterator[Proposal]:
    yield from _location(reading)
    claim = _CLAIM.search(reading.shadow)
    if claim and not _SOURCE.search(reading.shadow):
        yield conduct(
            "chk.claim", Kind.HEALTH_DETAIL, claim.span(), Level.NOTE, "claim-without-source"
        )
    received = _RECEIVED.search(reading.shadow)
    if received:
        yield conduct(
            "chk.abuse-received", Kind.ABUSE_TERM, received.span(), Level.NOTE, "abuse-received"
        )


def audience(reading: Reading, findings: Sequence[Proposal]) -> Iterator[Proposal]:
    """A quiet line when many people would read a text that has another finding."""
    noticed = any(finding.level is not Level.NOTE for finding in findings)
    if noticed and reading.context.audience in _WIDE:
        yield Proposal(
            "chk.audience",
            Axis.CONFIDENTIALITY,
            Kind.PLACE_OF_CARE,
            0,
            0,
            Level.NOTE,
            "audience-wide",
        )


def _location(reading: Reading) -> Iterator[Proposal]:
    frames = reading.frames
    now = _NOW.search(reading.shadow)
    if not now or not reading.small_places or frames.invented or frames.promotes:
        return
    with_someone = reading.refers("strong", "child") or reading.cared_for
    if with_someone and frames.works_in_care:
        for mark in reading.small_places:
            yield confidence("chk.location", mark, Level.STOP, "live-location")
    elif frames.group not in ("organisation", "outside"):
        for mark in reading.small_places[:1]:
            yield confidence("chk.location", mark, Level.NOTE, "own-location")
