"""People's names: title and name, given names of every background, initials, rooms and beds.

Source: `words/first_names.txt`, the ways handovers are written, and the language model for what
neither knows. `form` says how the name was written: "title", "full", "first", "initials", "room",
"known" (theorists, fiction),
"cue" (an unknown capitalised word where a name stands) or "model".

Traps: given names that are words (Will, Grace, May), months and days, names at the start of a
sentence, "miss" as a verb, "J." at the end of a sentence, roles with capitals ("Manager"). Small
letters count only for names that are no words, and only where a name stands.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard import names_model
from carefolk.guard.marks import Cover, Mark, without_overlaps
from carefolk.guard.patterns import alternatives, compile_pattern, cues, word_set, words
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_TITLE = compile_pattern(
    r"\b((?:Mr|Mrs|Ms|Miss|Mx|Mister|Sister|Canon|MR|MRS|MS)\.?\s+(?:[A-Z][a-z'-]*[A-Za-z'-]*\s+)?"
    r"(?:[A-Z][A-Za-z'-]{1,25}|[A-Z]\b\.?))"
)
_SMALL_TITLE = compile_pattern(
    r"\b((?:mr|mrs|ms)\.?\s+(?:[a-z][a-z'-]{2,25}|[a-z]\b))", any_case=True
)
_INITIALS = compile_pattern(r"(?:^|[^\w.])((?:[A-Z]\.){2,3}|[A-Z]\.\s[A-Z]\.)")
_SINGLE_INITIAL = cues(
    "person_name_single_initial", after=r"\s+([A-Z]\.?)(?:[\s,'])", any_case=False
)
_HANDOVER = cues(
    "person_name_handover", before=r"(?:^|[,.;\n]\s*|\band\s+)([A-Z]{1,3})\s+", any_case=False
)
_NO_INITIALS = frozenset(
    ["r.i.p.", "u.k.", "u.s.", "p.s.", "n.b.", "c.v.", "a.m.", "p.m.", "d.o.", "q.a."]
)
_ROOM = compile_pattern(
    r"\b((?:rooms?|rm|beds?|bay)\s?(?:no\.?\s?|number\s)?\d{1,3}[a-d]?)\b", any_case=True
)
_CAPITALISED = compile_pattern(
    r"\b([A-Z][a-z]+(?:['-][A-Za-z]+)?"
    # Over one line end, but not over an empty line: what stands there is another part.
    r"(?:[ \t]*(?:[ \t]|\n)[ \t]*"
    r"(?:[A-Z][a-z]+|[A-Z]\b|O'[A-Z][a-z]+|Mc[A-Z][a-z]+|Mac[A-Z][a-z]+)(?:-[A-Z][a-z]+)?){0,3})"
)
_SMALL = compile_pattern(r"\b([a-z]{3,15})\b")
_ALL_CAPITALS = compile_pattern(r"\b([A-Z]{3,15})\b")
_VERB_AFTER = cues("person_name_verb_after", before=r"^(?:'s)?[\s,]+")
_CUE_BEFORE = cues("person_name_cue_before", after=r"\s+$")
_SURE_VERB_AFTER = compile_pattern(
    r"^(?:'s)?\s+(?:says|said|told|asked|refus\w+|fell|wants?|wanted|loves?|loved|hates?|settled|"
    r"vomit\w+|absconded|slept|smiled|cried|died|passed away|has had|had (?:a|another|her|his))\b",
    any_case=True,
)
_SURE_CUE_BEFORE = compile_pattern(
    r"\b(?:with|took|visited|saw|assessed|our|dear|little|rip|bless|poor|meet|told|asked|named|"
    r"lovely|happy birthday|goodbye)\s+$",
    any_case=True,
)
_NAME_CUE = cues(
    "person_name_name_cue", after=r"\s+([A-Z][a-z]{2,15})(?:'s)?(?:[\s,.!?]|$)", any_case=False
)
_NAME_START = cues(
    "person_name_name_start",
    before=r"(?:^|[.!?\n]\s*|[\x22'(]\s*|,\s+)([A-Z][a-z]{2,15})(?:'s)?\s+",
    any_case=False,
)
_KNOWN = compile_pattern(alternatives(words("known_names")))


def find(prepared: Prepared) -> Iterator[Mark]:
    known = Cover(len(prepared.shadow))
    for match in _KNOWN.finditer(prepared.shadow):
        known.add(*match.span())
    found = [mark for mark in _all(prepared) if not known.touches(mark.start, mark.end)]
    found += [
        _mark(match.span(), "known", prepared.shadow) for match in _KNOWN.finditer(prepared.shadow)
    ]
    yield from without_overlaps(found)


def _all(prepared: Prepared) -> Iterator[Mark]:
    yield from _titled(prepared.shadow)
    yield from _initialled(prepared.shadow)
    for match in _ROOM.finditer(prepared.shadow):
        yield _mark(match.span(1), "room", prepared.shadow)
    yield from _listed(prepared)
    yield from _cued(prepared)
    yield from _modelled(prepared)


def _titled(shadow: str) -> Iterator[Mark]:
    for match in _TITLE.finditer(shadow):
        last = match.group(1).split()[-1].lower().strip(".'")
        if last not in word_set("not_names") or len(last) == 1:
            yield _mark(match.span(1), "title", shadow)
    for match in _SMALL_TITLE.finditer(shadow):
        last = match.group(1).split()[-1].lower()
        if last not in word_set("not_names") and match.group(1).islower():
            yield _mark(match.span(1), "title", shadow)


def _initialled(shadow: str) -> Iterator[Mark]:
    no_person = word_set("not_names") | _NO_INITIALS
    for pattern in (_INITIALS, _SINGLE_INITIAL, _HANDOVER):
        for match in pattern.finditer(shadow):
            letters = match.group(1)
            if letters not in ("I", "A") and letters.lower() not in no_person:
                yield _mark(match.span(1), "initials", shadow)


def _mark(span: tuple[int, int], form: str, shadow: str) -> Mark:
    start, end = span
    return Mark(Kind.PERSON_CARED_FOR, start, end, form, shadow[start:end])


def _listed(prepared: Prepared) -> Iterator[Mark]:
    """Names whose first word is a known given name."""
    shadow = prepared.shadow
    first_names, ambiguous = word_set("first_names"), word_set("names_that_are_words")
    for match in _CAPITALISED.finditer(shadow):
        start = match.start(1)
        parts = match.group(1).split()
        while parts and parts[0].lower().removesuffix("'s") not in first_names | ambiguous:
            start += len(parts[0])
            while start < len(shadow) and shadow[start].isspace():
                start += 1
            parts = parts[1:]
        if not parts:
            continue
        rest = _surname(parts[1:])
        first = parts[0].lower().removesuffix("'s")
        end = (
            start + len(parts[0])
            if not rest
            else shadow.index(rest[-1], start + len(parts[0])) + len(rest[-1])
        )
        value = shadow[start:end]
        if value.endswith("'s"):
            end -= 2
        if first in ambiguous and not rest and not _is_surely_cued(shadow, start, end):
            continue
        yield _mark((start, end), "full" if rest else "first", shadow)
    for pattern in (_SMALL, _ALL_CAPITALS):
        for match in pattern.finditer(shadow):
            word = match.group(1).lower()
            if word in first_names and word not in ambiguous and _is_cued(shadow, *match.span(1)):
                yield _mark(match.span(1), "first", shadow)


def _surname(parts: list[str]) -> list[str]:
    rest: list[str] = []
    for part in parts:
        if part.lower().removesuffix("'s") in word_set("not_names"):
            break
        rest.append(part.removesuffix("'s"))
    return rest


def _is_cued(shadow: str, start: int, end: int) -> bool:
    after = _VERB_AFTER.search(shadow[end : end + 24]) is not None
    before = _CUE_BEFORE.search(shadow[max(0, start - 18) : start]) is not None
    return after or before


def _is_surely_cued(shadow: str, start: int, end: int) -> bool:
    """For names that are words: a cue that no everyday word has."""
    after = _SURE_VERB_AFTER.search(shadow[end : end + 24]) is not None
    return after or _SURE_CUE_BEFORE.search(shadow[max(0, start - 18) : start]) is not None


def _cued(prepared: Prepared) -> Iterator[Mark]:
    """Unknown capitalised words where only a name can stand."""
    plain = word_set("not_names") | word_set("organisation_words")
    for pattern in (_NAME_CUE, _NAME_START):
        for match in pattern.finditer(prepared.shadow):
            if match.group(1).lower() not in plain:
                yield _mark(match.span(1), "cue", prepared.shadow)


def _modelled(prepared: Prepared) -> Iterator[Mark]:
    """Names only the model knows: kept when every word could be a name."""
    shadow = prepared.shadow
    if not _might_hold_names(shadow):
        return
    plain = word_set("not_names") | word_set("organisation_words")
    for kind, begin, end in names_model.people_and_places(shadow):
        if kind != "PERSON":
            continue
        start, finish = begin, end
        value = shadow[start:finish].removesuffix("'s")
        parts = value.split()
        while parts and parts[0].lower().strip(".,'") in plain:
            start += len(parts[0]) + 1
            parts = parts[1:]
        value = " ".join(parts)
        fits = parts and all(
            part[:1].isupper()
            and part.replace("-", "").replace("'", "").isalpha()
            and not part.isupper()
            for part in parts
        )
        if (
            fits
            and not any(part.lower() in plain for part in parts)
            and (len(parts) > 1 or _is_cued(shadow, start, start + len(value)))
        ):
            yield Mark(
                Kind.PERSON_CARED_FOR,
                start,
                start + len(value),
                "model" if len(parts) == 1 else "full",
                value,
            )


def _might_hold_names(shadow: str) -> bool:
    """Whether any capitalised word is not plainly something else; saves the model's time."""
    plain = word_set("not_names") | word_set("organisation_words")
    return any(
        word.lower() not in plain
        for match in _CAPITALISED.finditer(shadow)
        for word in match.group(1).split()
    )
