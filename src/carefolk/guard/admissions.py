"""chk.concern: danger and bad practice told of, and harm that the author admits.

A danger that is disclosed is answered with where to take it: a note with routes, never a block.
What the author admits having done (records made up, care not given, unfit at work, money or
secrets with somebody in care) is a stop, because posting it helps nobody: the route is shown.
Blurred boundaries are a caution with supervision as the route. How to raise concerns is quiet.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.patterns import cues
from carefolk.guard.proposals import Proposal, conduct
from carefolk.guard.reading import Reading
from carefolk.guard.verdict import Kind, Level

_CHECK = "chk.concern"
_ADMITS = cues("admissions_admits")
_EXPLOITS = cues("admissions_exploits")
_IN_CARE = cues("admissions_in_care")
_BLURS = cues("admissions_blurs")
_FAKES_SICK = cues("admissions_fakes_sick", after=r"")
_LEAKS = cues("admissions_leaks", after=r"\b[^.!?\n]{0,60}")
_DANGER = cues("admissions_danger")
_ADVICE = cues("admissions_advice")


def find(reading: Reading) -> Iterator[Proposal]:
    shadow, frames = reading.shadow, reading.frames
    if frames.invented or frames.group == "outside" or _ADVICE.search(shadow):
        return
    for match in _ADMITS.finditer(shadow):
        yield conduct(_CHECK, Kind.ABUSE_TERM, match.span(), Level.STOP, "admits-harm")
    if frames.group not in ("lived", "relative", "organisation"):
        for match in _EXPLOITS.finditer(shadow):
            if _IN_CARE.search(shadow):
                yield conduct(_CHECK, Kind.ABUSE_TERM, match.span(), Level.STOP, "exploits")
        for pattern in (_BLURS, _FAKES_SICK, _LEAKS):
            for match in pattern.finditer(shadow):
                yield conduct(
                    _CHECK, Kind.ABUSE_TERM, match.span(), Level.CAUTION, "admits-boundary"
                )
    danger = _DANGER.search(shadow)
    if danger:
        yield conduct(_CHECK, Kind.HEALTH_DETAIL, danger.span(), Level.NOTE, "concern-route")
