"""chk.court: hearings and proceedings, told with when, where or what.

A hearing placed in time or at a court together with facts of the case is stop-hard: no reason an
author can give makes it lawful. A relative in proceedings the same. Reported cases, statutes and
how courts work in general are quiet. Source: Children Act 1989 s 97, Administration of Justice
Act 1960 s 12, Contempt of Court Act 1981, as the court pack says them.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.patterns import cues
from carefolk.guard.proposals import Proposal, conduct, confidence
from carefolk.guard.reading import Reading
from carefolk.guard.verdict import Axis, Kind, Level

_CHECK = "chk.court"
_COURT = cues("court_court")
_FACTS = cues("court_facts")
_GENERAL = cues("court_general")
_LIVE_CASE = cues("court_live_case")
_PUBLISHES_PAPERS = cues("court_publishes_papers", before="", after="")
_OWN_PART = cues("court_own_part")
_PERSONAL_ORDER = cues("court_personal_order", after=r"s? (?:granted|made|agreed|refused|given)\b")


def find(reading: Reading) -> Iterator[Proposal]:
    frames = reading.frames
    words = [match.span() for match in _COURT.finditer(reading.shadow)]
    if not words or frames.invented:
        return
    live = _LIVE_CASE.search(reading.shadow)
    if live and frames.group != "lived":
        yield conduct(_CHECK, Kind.ABUSE_TERM, live.span(), Level.CAUTION, "court-matter")
    if frames.case_law or frames.cites or frames.promotes or frames.long_ago:
        return
    papers = _PUBLISHES_PAPERS.search(reading.shadow)
    if papers:
        yield conduct(_CHECK, Kind.CASE_REF, papers.span(), Level.STOP_HARD, "court-matter")
    yield from _told(reading, words)


def _told(reading: Reading, words: list[tuple[int, int]]) -> Iterator[Proposal]:
    """A case told with when, where or the author's own part in it."""
    shadow, works_in_care = reading.shadow, reading.frames.works_in_care
    placed = reading.times or reading.small_places or _PERSONAL_ORDER.search(shadow)
    general = _GENERAL.search(shadow) is not None
    facts = [match.span() for match in _FACTS.finditer(shadow)]
    if not placed:
        if facts and works_in_care and not general and _OWN_PART.search(shadow):
            yield _part(shadow, words[0], Kind.RARE_CIRCUMSTANCE, Level.CAUTION, "court-day")
    elif general and not reading.times:
        return
    elif facts or reading.cared_for:
        yield from _matter(reading, words, facts)
    elif works_in_care and not general:
        for mark in reading.times or reading.small_places:
            yield confidence(_CHECK, mark, Level.CAUTION, "court-day")


def _part(
    shadow: str, span: tuple[int, int], kind: Kind, level: Level, reason_key: str
) -> Proposal:
    start, end = span
    return Proposal(
        _CHECK,
        Axis.CONFIDENTIALITY,
        kind,
        start,
        end,
        level,
        reason_key,
        (("words", shadow[start:end]),),
    )


def _matter(
    reading: Reading, words: list[tuple[int, int]], facts: list[tuple[int, int]]
) -> Iterator[Proposal]:
    for mark in (*reading.times, *reading.small_places):
        yield confidence(_CHECK, mark, Level.STOP_HARD, "court-matter")
    for kind, spans in ((Kind.RARE_CIRCUMSTANCE, words), (Kind.FAMILY_OF_PERSON, facts)):
        for span in spans:
            yield _part(reading.shadow, span, kind, Level.STOP_HARD, "court-matter")
