"""chk.location, chk.claim, chk.audience and chk.abuse-received: mostly one quiet line each.

Only where somebody in care is right now, with enough to find them, is more than a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from carefolk.guard.patterns import compile_pattern
from carefolk.guard.proposals import Proposal, conduct, confidence
from carefolk.guard.reading import Reading
from carefolk.guard.verdict import Axis, Kind, Level

_NOW = compile_pattern(
    r"\b(?:right now|now at|currently (?:in|at|on)|just (?:arrived|got) (?:at|to|in)|(?:sat|sitting|stuck|stood|waiting|here) (?:in|at|on|outside)|"
    r"on (?:the|our) way (?:to|home)|on the (?:number \d+|\d+ )?(?:bus|train|ferry)|checked in|am at|i'm at|we're at|hour (?:one|two|three|four|five|\d+)|in a&e)\b",
    any_case=True,
)
_CLAIM = compile_pattern(
    r"\b(?:jabs? (?:cause|causes|don't|give)|vaccin\w+ (?:cause|causes|don't|are|kill)|cures?|detox(?:es)?|proven to|doctors don't want|big pharma|you (?:should|must|can) stop taking|tell (?:your|them to) \w+ to refuse|"
    r"(?:legally|by law) (?:you|they|we) (?:can|can't|must|don't have to)|they can't legally|guaranteed to|never give|always give|no need for a doctor)\b",
    any_case=True,
)
_SOURCE = compile_pattern(
    r"https?://|\b(?:source|according to|nice guideline|see|study|trial|bmj|lancet|cochrane|gov\.uk|nhs\.uk)\b",
    any_case=True,
)
_RECEIVED = compile_pattern(
    r"\b(?:(?:threaten(?:ed|ing)|stalk(?:ed|ing)|harass(?:ed|ing)|abus(?:ed|ing)|follow(?:ed|ing)|doxx?ed) me|(?:sent|sends|sending|got|getting|received|receiving) (?:me )?(?:death |more |another )?(?:threats?|abuse|abusive messages?|hate mail)|"
    r"(?:said|says|told me|messaged|wrote) (?:that )?(?:he|she|they) knows? where (?:i|my (?:kids|children|family)) (?:live|lives|go)|knows? where i live|posted my (?:address|name|photo|number)|my kids' school|turned up at my (?:house|home|door))\b",
    any_case=True,
)
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
