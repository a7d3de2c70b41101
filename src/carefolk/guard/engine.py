"""Run the checks, merge what overlaps, add rules and mends, put the strongest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from carefolk.guard import admissions, court, identifiers, jigsaw, naming, notes, tone
from carefolk.guard.context import Context
from carefolk.guard.marks import Cover
from carefolk.guard.mends import mends_for
from carefolk.guard.packs_loader import pack_versions, rules_for, shipped_packs
from carefolk.guard.proposals import Proposal
from carefolk.guard.reading import Reading, read
from carefolk.guard.topics import topics_of
from carefolk.guard.verdict import Axis, Finding, Level, Verdict

Check = Callable[[Reading], Iterator[Proposal]]

#: Every check, the surest first. Adding one is a file and a line here.
CHECKS_IN_ORDER: tuple[Check, ...] = (
    identifiers.find,
    naming.find,
    court.find,
    jigsaw.find,
    admissions.find,
    tone.find,
    notes.find,
)
#: Checks that need no English.
CHECKS_OF_ANY_LANGUAGE: tuple[Check, ...] = (identifiers.find,)

_WEIGHT = {Level.STOP_HARD: 3, Level.STOP: 2, Level.CAUTION: 1, Level.NOTE: 0}


def check(text: str, context: Context) -> Verdict:
    """Say what the author should know before a text goes out.

    Pure: the same text, context and packs give the same verdict; nothing is kept.

    Args:
        text: what was typed, of any length.
        context: who writes, where and to whom.

    Returns:
        The findings, strongest first, with offsets in code points of `text`. `checked` is False
        for a text that is not in English; numbers and addresses are looked for all the same.

    Raises:
        carefolk.guard.names_model.ModelMissing: the language model cannot be loaded.
        carefolk.guard.packs_loader.WrongPack: a shipped pack is damaged.
    """
    reading = read(text, context)
    is_english = context.language.lower().partition("-")[0] in ("en", "")
    proposals = [
        proposal
        for one in (CHECKS_IN_ORDER if is_english else CHECKS_OF_ANY_LANGUAGE)
        for proposal in one(reading)
    ]
    proposals += _from_packs(reading)
    proposals += notes.audience(reading, proposals)
    findings = [
        _finding(proposal, reading) for proposal in _strongest(proposals, len(reading.shadow))
    ]
    findings.sort(key=lambda finding: (-_WEIGHT[finding.level], finding.start, finding.end))
    return Verdict(
        findings=tuple(findings),
        topics=topics_of(reading.shadow),
        checked=is_english,
        pack_versions=pack_versions(),
    )


def _from_packs(reading: Reading) -> list[Proposal]:
    return [
        Proposal(
            one.check,
            one.axis,
            one.kind,
            *match.span(),
            one.level,
            "jigsaw-pieces" if one.axis is Axis.CONFIDENTIALITY else "demeaning-words",
            (("words", match.group()[:60]),),
        )
        for pack in shipped_packs()
        if pack.id in reading.context.packs or not pack.registers
        for one in pack.patterns
        for match in one.pattern.finditer(reading.shadow)
    ]


def _strongest(proposals: Iterable[Proposal], length: int) -> list[Proposal]:
    """For the same words and axis, the strongest finding only; of equals, the first check's."""
    kept: list[Proposal] = []
    taken = {axis: Cover(length) for axis in Axis}
    unmarked: set[str] = set()
    ordered = sorted(enumerate(proposals), key=lambda pair: (-_WEIGHT[pair[1].level], pair[0]))
    for _, proposal in ordered:
        start, end = proposal.start, proposal.end
        if end > start and taken[proposal.axis].covers(start, end):
            continue
        if end == start and proposal.check in unmarked:
            continue
        kept.append(proposal)
        taken[proposal.axis].add(start, end)
        unmarked.add(proposal.check)
    return kept


def _finding(proposal: Proposal, reading: Reading) -> Finding:
    start, end = reading.prepared.original_span(proposal.start, proposal.end)
    context = reading.context
    return Finding(
        check=proposal.check,
        rules=rules_for(
            proposal.check, nation=context.nation, register=context.register, further=context.packs
        ),
        axis=proposal.axis,
        kind=proposal.kind,
        start=start,
        end=end,
        level=proposal.level,
        reason_key=proposal.reason_key,
        values=proposal.values,
        mends=mends_for(proposal, start, end, reading.prepared.original),
    )
