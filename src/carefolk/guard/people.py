"""Who a name belongs to: somebody in care, family, a worker, a public figure, the author.

The words around a name decide; the author's role decides what is left. Nothing here stores or
compares people: the same name may be a colleague in one sentence and a resident in the next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from carefolk.guard.context import Context
from carefolk.guard.frames import Frames, has_frame
from carefolk.guard.marks import Mark
from carefolk.guard.patterns import alternatives, any_of, compile_pattern, cues, words
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
_STAFF_AFTER = cues("people_staff_after", before="", after="")
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
_SPEAKS = compile_pattern(r"^\s+(?:says|said|on|at|tells|told us|asks|argues|thinks)\b")
_OWN_ILLNESS = compile_pattern(
    rf"\b(?:his|her|their|after an?|since the|with) (?:\w+ ){{0,2}}{alternatives(words('health'))}",
    any_case=True,
)
_ORDINARY_FORMS = frozenset(["title", "room", "initials"])
_OUR_CHILD = compile_pattern(r"\bour (?:lad|boy|girl|baby)\s*$", any_case=True)
_REACH, _FAR = 60, 300


@dataclass(frozen=True, slots=True)
class _Near:
    """The words around a name, as far as a judgement may look."""

    mark: Mark
    before: str
    after: str
    sentence: str
    frames: Frames
    context: Context

    @property
    def is_ordinary(self) -> bool:
        return self.mark.form in _ORDINARY_FORMS

    @property
    def has_care(self) -> bool:
        illness = any_of("health").search(self.sentence)
        return illness is not None or _CARE_VERB_BEFORE.search(self.before) is not None


def whose(mark: Mark, prepared: Prepared, frames: Frames, context: Context) -> Person:
    """Decide who a name belongs to, from the words around it and the author's role."""
    start, end = prepared.sentence_at(mark.start)
    shadow = prepared.shadow
    near = _Near(
        mark=mark,
        before=shadow[max(0, mark.start - _REACH) : mark.start],
        after=shadow[mark.end : mark.end + _REACH],
        # a text without full stops must not cost its whole length for every name
        sentence=shadow[max(start, mark.start - _FAR) : min(end, mark.end + _FAR)],
        frames=frames,
        context=context,
    )
    return Person(mark, _who(near), near.sentence)


def as_one(people: list[Person]) -> list[Person]:
    """The same name is the same person throughout a text: what one mention shows holds for all."""
    known = {
        person.mark.value.lower(): person.who
        for person in people
        if person.who in (Who.STAFF, Who.PUBLIC, Who.AUTHOR, Who.OWN_FAMILY)
    }
    return [
        replace(person, who=known[person.mark.value.lower()])
        if person.who is Who.CARED_FOR and person.mark.value.lower() in known
        else person
        for person in people
    ]


def _who(near: _Near) -> Who:
    for judgement in _JUDGEMENTS:
        who = judgement(near)
        if who is not None:
            return who
    return Who.CARED_FOR


def _by_its_place(near: _Near) -> Who | None:
    """What the words right before and behind say."""
    before, after, form = near.before, near.after, near.mark.form
    if _is_author(near.mark.value, near.context) or before.endswith(("@", "#")):
        return Who.AUTHOR
    if (
        form == "known"
        or _PUBLIC_AFTER.search(after)
        or (not near.is_ordinary and _PUBLIC_BEFORE.search(before))
    ):
        return Who.PUBLIC
    if _SELF_BEFORE.search(before) and form in ("first", "full"):
        return Who.AUTHOR
    return None


def _by_kinship(near: _Near) -> Who | None:
    if _FAMILY_BEFORE.search(near.before):
        fostered = near.frames.group == "child" and _OUR_CHILD.search(near.before)
        return Who.CARED_FOR if fostered else Who.OWN_FAMILY
    if _MY.search(near.before) and near.mark.form in ("first", "full", "cue", "model"):
        return Who.OWN_FAMILY
    if _FAMILY_TITLE.search(near.before) or _PET.search(near.before):
        return Who.UNKNOWN
    return None


def _by_work(near: _Near) -> Who | None:
    """A colleague named beside a role, or whom to ring."""
    if near.frames.promotes and _TO_CALL.search(near.before):
        return Who.STAFF
    if _AGE_AFTER.search(near.after) and near.frames.group not in ("lived", "outside", "relative"):
        return Who.CARED_FOR
    if _STAFF_AROUND.search(near.before) or _STAFF_AFTER.search(near.after):
        return Who.STAFF
    return None


def _by_title(near: _Near) -> Who | None:
    if not near.is_ordinary:
        return None
    in_public = near.mark.form == "title" and has_frame("public_life", near.sentence)
    return Who.PUBLIC if in_public and near.frames.group != "worker" else Who.CARED_FOR


def _by_frame(near: _Near) -> Who | None:
    """Thanks, citations and public life make a name harmless unless care is spoken of."""
    frames = near.frames
    own_illness = _OWN_ILLNESS.search(near.sentence) is not None and near.has_care
    if frames.praises and has_frame("praises", near.sentence) and not own_illness:
        return Who.STAFF
    if frames.cites and (near.mark.form in ("full", "model", "cue") or not near.has_care):
        return Who.PUBLIC
    if has_frame("staff", near.sentence) and not _CARE_VERB_BEFORE.search(near.before):
        return Who.STAFF
    return None if near.has_care else _without_care(near)


def _without_care(near: _Near) -> Who | None:
    if has_frame("public_life", near.sentence):
        return Who.PUBLIC
    if near.frames.chat_answer:
        return Who.UNKNOWN
    if near.mark.form == "full" and _SPEAKS.search(near.after):
        return Who.PUBLIC
    return Who.STAFF if _MANAGES.search(near.context.author_role) else None


def _by_author(near: _Near) -> Who | None:
    if near.frames.group in ("outside", "lived"):
        return Who.UNKNOWN
    if near.frames.group == "relative":
        return Who.OWN_FAMILY if near.frames.own_family else Who.UNKNOWN
    return None


#: In this order; the first that knows decides. What none knows is somebody in care.
_JUDGEMENTS = (_by_its_place, _by_kinship, _by_work, _by_title, _by_frame, _by_author)


def _is_author(name: str, context: Context) -> bool:
    words = set(name.lower().split())
    return any(words <= set(own.lower().split()) for own in context.author_names)
