"""chk.court: hearings and proceedings, told with when, where or what.

A hearing placed in time or at a court together with facts of the case is stop-hard: no reason an
author can give makes it lawful. A relative in proceedings the same. Reported cases, statutes and
how courts work in general are quiet. Source: Children Act 1989 s 97, Administration of Justice
Act 1960 s 12, Contempt of Court Act 1981, as the court pack says them.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.patterns import compile_pattern, cues
from carefolk.guard.proposals import Proposal, conduct, confidence
from carefolk.guard.reading import Reading
from carefolk.guard.verdict import Axis, Kind, Level

_CHECK = "chk.court"
_COURT = cues("court_court")
_FACTS = cues("court_facts")
_GENERAL = cues("court_general")
_LIVE_CASE = cues("court_live_case")
_PUBLISHES_PAPERS = compile_pattern(
    r"\b(?:(?:posting|putting|sharing|publishing|uploading) (?:the |all the |my |our |their )?(?:whole |full )?(?:bundle|court papers|papers|report|statement|documents|judgment))\b",
    any_case=True,
)
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
    placed = reading.times or reading.small_places or _PERSONAL_ORDER.search(reading.shadow)
    facts = [match.span() for match in _FACTS.finditer(reading.shadow)]
    if not placed and facts and frames.works_in_care and _OWN_PART.search(reading.shadow):
        if not _GENERAL.search(reading.shadow):
            start, end = words[0]
            yield Proposal(
                _CHECK,
                Axis.CONFIDENTIALITY,
                Kind.RARE_CIRCUMSTANCE,
                start,
                end,
                Level.CAUTION,
                "court-day",
            )
        return
    if not placed or (_GENERAL.search(reading.shadow) and not reading.times):
        return
    if facts or reading.cared_for:
        yield from _matter(reading, words, facts)
    elif frames.works_in_care and _GENERAL.search(reading.shadow) is None:
        for mark in reading.times or reading.small_places:
            yield confidence(_CHECK, mark, Level.CAUTION, "court-day")


def _matter(
    reading: Reading, words: list[tuple[int, int]], facts: list[tuple[int, int]]
) -> Iterator[Proposal]:
    for mark in (*reading.times, *reading.small_places):
        yield confidence(_CHECK, mark, Level.STOP_HARD, "court-matter")
    for kind, spans in ((Kind.RARE_CIRCUMSTANCE, words), (Kind.FAMILY_OF_PERSON, facts)):
        for start, end in spans:
            yield Proposal(
                _CHECK,
                Axis.CONFIDENTIALITY,
                kind,
                start,
                end,
                Level.STOP_HARD,
                "court-matter",
                (("words", reading.shadow[start:end]),),
            )
