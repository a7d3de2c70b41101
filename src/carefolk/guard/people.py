"""Who a name belongs to: somebody in care, family, a worker, a public figure, the author.

The words around a name decide; the author's role decides what is left. Nothing here stores or
compares people: the same name may be a colleague in one sentence and a resident in the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from carefolk.guard.context import Context
from carefolk.guard.frames import Frames, has_frame
from carefolk.guard.marks import Mark
from carefolk.guard.patterns import any_of, compile_pattern, cues
from carefolk.guard.text import Prepared


class Who(StrEnum):
    CARED_FOR = "cared for"
    OWN_FAMILY = "own family"
    STAFF = "staff"
    PUBLIC = "public"
    AUTHOR = "author"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """A name and whose it is.

    Attributes:
        mark: where the name stands.
        who: whose name it most likely is.
        sentence: the sentence around it.
    """

    mark: Mark
    who: Who
    sentence: str


_PUBLIC_BEFORE = cues("people_public_before", after=r"\.?\s+(?:the\s+)?[\x22']?$")
_PUBLIC_AFTER = cues("people_public_after", before=r"^", after=r"")
_FAMILY_BEFORE = cues("people_family_before", before=r"\b(?:my|our) (?:\w+ )?", after=r"[, ]+$")
_FAMILY_TITLE = compile_pattern(
    r"\b(?:auntie|aunty|aunt|uncle|cousin|nan|grandad|granny|gran)\s+$", any_case=True
)
_STAFF_AROUND = cues("people_staff_around", after=r"\s*,?\s*$")
_STAFF_AFTER = compile_pattern(
    r"^,?\s*(?:who\s+)?(?:(?:from|in|at|on) (?:the )?(?:payroll|hr|finance|office|accounts|it|care team|agency|reception|social services|kitchen|night team|council)|"
    r"(?:has )?(?:won|swapped|covered|drove|drives|ordered|fixed|has finally fixed|finally fixed|trained|retires?|is retiring|joins|joined|starts as|started as|passed her nvq|passed his nvq|"
    r"our (?:cook|chef|manager|nurse|deputy|housekeeper)|the (?:cook|chef|manager|deputy|housekeeper|social worker|receptionist)|brought (?:me|us|in)|made (?:me|us)|texted|messaged|emailed))\b",
    any_case=True,
)
_AGE_AFTER = compile_pattern(r"^,?\s*\(?\d{1,3}\)?(?:[,.;!]|\s+and|$)")
_MY = compile_pattern(r"\b[Mm]y\s+$")
_TO_CALL = compile_pattern(
    r"\b(?:ring|call|text|contact|email|ask for|ask|speak to|message|phone|apply to|cvs? to)\s+$",
    any_case=True,
)
_SELF_BEFORE = compile_pattern(
    r"\b(?:i'm|i am|my name is|my name's|it's|this is|call me|love,?|from|yours,?)\s+$",
    any_case=True,
)
_PET = cues("people_pet", after=r"\b[\s,]*(?:called|named)?\s*$")
_CARE_VERB_BEFORE = cues("people_care_verb_before", after=r"\s*$")
_MANAGES = compile_pattern(
    r"\b(?:manager|lead|director|head of|chief|supervisor|educator|trainer|reviewing officer)\b",
    any_case=True,
)
_ORDINARY_TITLES = frozenset(["title", "room", "initials"])


def whose(mark: Mark, prepared: Prepared, frames: Frames, context: Context) -> Person:
    """Decide who a name belongs to, from the words around it and the author's role."""
    start, end = prepared.sentence_at(mark.start)
    sentence = prepared.shadow[start:end]
    return Person(mark, _who(mark, prepared, frames, context, sentence), sentence)


def _who(mark: Mark, prepared: Prepared, frames: Frames, context: Context, sentence: str) -> Who:
    shadow = prepared.shadow
    before = shadow[max(0, mark.start - 60) : mark.start]
    after = shadow[mark.end : mark.end + 60]
    if _is_author(mark.value, context) or (
        shadow[max(0, mark.start - 1) : mark.start] in "@#" and mark.start
    ):
        return Who.AUTHOR
    if _PUBLIC_AFTER.search(after) or (
        mark.form not in _ORDINARY_TITLES and _PUBLIC_BEFORE.search(before)
    ):
        return Who.PUBLIC
    if _FAMILY_BEFORE.search(before):
        return (
            Who.OWN_FAMILY
            if not (
                frames.group == "child"
                and before.lower().rstrip().endswith(("our lad", "our boy", "our girl", "our baby"))
            )
            else Who.CARED_FOR
        )
    if _FAMILY_TITLE.search(before) or _PET.search(before):
        return Who.UNKNOWN
    if _MY.search(before) and mark.form in ("first", "full", "cue", "model"):
        return Who.OWN_FAMILY
    if frames.promotes and _TO_CALL.search(before):
        return Who.STAFF
    if _AGE_AFTER.search(after) and frames.group not in ("lived", "outside", "relative"):
        return Who.CARED_FOR
    if _STAFF_AROUND.search(before) or _STAFF_AFTER.search(after):
        return Who.STAFF
    if _SELF_BEFORE.search(before) and mark.form in ("first", "full"):
        return Who.AUTHOR
    if has_frame("public_life", sentence) and mark.form == "title" and frames.group != "worker":
        return Who.PUBLIC
    has_care = (
        _CARE_VERB_BEFORE.search(before) is not None
        or any_of("health").search(sentence) is not None
    )
    if mark.form in _ORDINARY_TITLES:
        return Who.CARED_FOR
    if _is_praised(frames, sentence):
        return Who.STAFF
    if frames.cites and mark.form in ("full", "model", "cue"):
        return Who.PUBLIC
    if has_frame("public_life", sentence) and not has_care:
        return Who.PUBLIC
    if frames.chat_answer and not has_care:
        return Who.UNKNOWN
    if _manages(context) and not has_care:
        return Who.STAFF
    if has_frame("staff", sentence) and not _CARE_VERB_BEFORE.search(before):
        return Who.STAFF
    if frames.group in ("outside", "lived"):
        return Who.UNKNOWN
    if frames.group == "relative":
        return Who.OWN_FAMILY if frames.own_family else Who.UNKNOWN
    return Who.CARED_FOR


def _manages(context: Context) -> bool:
    """Authors whose people, when named, are their team rather than those they support."""
    return _MANAGES.search(context.author_role) is not None


def _is_author(name: str, context: Context) -> bool:
    words = set(name.lower().split())
    return any(words <= set(own.lower().split()) for own in context.author_names)


def _is_praised(frames: Frames, sentence: str) -> bool:
    return frames.praises and has_frame("praises", sentence)
