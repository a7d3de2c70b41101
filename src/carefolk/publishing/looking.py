"""Shows a prepared draft to the guard, and places what it says in the draft's parts."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from carefolk.guard import Context, Finding, Mend, MendKind, Verdict
from carefolk.people.models import Identity
from carefolk.publishing.checking import verdict_for
from carefolk.publishing.outcomes import Seen
from carefolk.publishing.protocols import Prepared

BETWEEN = "\n\n"


def look(prepared: Prepared, *, now: datetime) -> tuple[tuple[Seen, ...], dict[str, str]]:
    """Ask the guard about all visible texts at once: a jigsaw may lie across them.

    Returns:
        What it found, and the versions of the rulebook packs that took part.

    Raises:
        CannotCheck: the guard did not answer. Nothing may be published then.
    """
    parts = tuple((name, words) for name, words in prepared.parts if words.strip())
    if not parts:
        return (), {}
    context = context_of(prepared)
    verdict = verdict_for(BETWEEN.join(words for _name, words in parts), context, now=now)
    findings = tuple(_placed(finding, parts) for finding in verdict.findings)
    found = findings + _behind_markup(prepared, context, verdict, now=now)
    return found, dict(verdict.pack_versions)


def context_of(prepared: Prepared) -> Context:
    by, profile = prepared.by, prepared.by.profile
    return Context(
        author_role=_role_of(by),
        audience=str(prepared.audience),
        nation=profile.nation,
        register=profile.register,
        language=prepared.draft.language,
        author_names=tuple(name for name in (profile.display_name, by.handle) if name),
        member_handles=prepared.member_handles,
        thread=prepared.thread,
    )


def _role_of(by: Identity) -> str:
    if by.kind == Identity.Kind.PAGE:
        return "organisation page"
    return by.profile.role.replace("-", " ")


def _placed(finding: Finding, parts: tuple[tuple[str, str], ...]) -> Seen:
    offset = 0
    for name, words in parts:
        if finding.start <= offset + len(words):
            return Seen(
                finding,
                name,
                max(0, finding.start - offset),
                min(len(words), finding.end - offset),
                tuple(_shifted(mend, offset, len(words)) for mend in finding.mends),
            )
        offset += len(words) + len(BETWEEN)
    name, words = parts[-1]
    return Seen(finding, name, len(words), len(words), ())


def _shifted(mend: Mend, offset: int, length: int) -> Mend:
    if mend.kind not in (MendKind.REMOVE, MendKind.REPLACE):
        return mend
    start, end = max(0, mend.start - offset), min(length, mend.end - offset)
    return replace(mend, start=start, end=end)


def _behind_markup(
    prepared: Prepared, context: Context, verdict: Verdict, *, now: datetime
) -> tuple[Seen, ...]:
    """Findings in the plain words that stars and underscores hid in what was typed.

    "999 **000** 0018" is read as a number by everyone; the guard must read what they read.
    """
    name, typed = prepared.parts[0]
    if prepared.plain.split() in ([], typed.split()):
        return ()
    known = {(finding.check, finding.level) for finding in verdict.findings}
    shown = verdict_for(prepared.plain, context, now=now)
    return tuple(
        Seen(finding, name, 0, 0, ())
        for finding in shown.findings
        if (finding.check, finding.level) not in known
    )
