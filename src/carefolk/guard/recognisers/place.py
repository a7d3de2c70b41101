"""Named places: homes, wards, schools, streets, villages, pubs and baths with a name.

Source: the way British places are named (a proper name and a kind), then a preposition with a
capitalised name, then what the language model calls a place. `form` is "large" for a place where
naming it singles nobody out, "kind" when the kind of place was written, "bare" otherwise.

Traps: "Care Act", "Good Friday", "Level 5" and bodies ("Skills for Care") are no places; a
hashtag may hide a home's name ("#LindenHouse").
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark, without_overlaps
from carefolk.guard.patterns import alternatives, compile_pattern, cues, word_set, words
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_KINDS = (
    r"House|Court|Lodge|Grange|Manor|Hall|View|Villa|Villas|Ward|Unit|School|Academy|Primary|"
    r"Juniors?|Infants?|High|Grammar|Comprehensive|College|Nursery|Hospital|Infirmary|General|"
    r"Hospice|Surgery|Clinic|Park|Street|Road|Lane|Avenue|Close|Crescent|Terrace|Drive|Square|"
    r"Baths|Lido|Pool|Arms|Inn|Tavern|Harbour|Pier|Beach|Station|Library|Church|Chapel|Mosque|"
    r"Temple|Estate|Green|Rooms|Gardens|Farm|Mill|Bridge|Heights|Towers?|Flats|Common|Wood|Woods|"
    r"Cottage|Market|Theatre|Arena|Stadium|Castle|Museum|Prison|Hostel|Refuge|Nursing Home|"
    r"Care Home|Day Centre|Centre|Leisure Centre|Community Centre|Family Centre|Methodist Hall|"
    r"Village Hall|Town Hall|Bingo|Retirement Village|Quarry|Reservoir|Marina|Crown Court|"
    r"Magistrates'? Court|Family Court|County Court|Rovers|United|FC|RFC|Juniors FC"
)
_WITH_KIND = compile_pattern(
    rf"\b((?:the\s+)?(?:St\.?\s+)?(?:[A-Z][a-z']{{1,20}}[ -]){{1,3}}(?:{_KINDS}))\b"
)
_SMALL_KIND = cues("place_small_kind", before="", after="", any_case=False)
_FACILITY_IN = compile_pattern(
    r"\b((?:the\s+)?(?:multi-?storey|car park|bridge|bus stop|chippy|church|school|pub|hospital|"
    r"library|swimming pool|shelter|hostel|refuge|care home|nursing home|village|caravan park|"
    r"fire|crash|stabbing|flood|siege|number \d+ bus)(?:\s+\w+)?\s+(?:in|at|near|to|on)\s+"
    r"(?:the\s+)?[A-Z][a-z]{2,20}(?:\s[A-Z][a-z]{2,20})?)\b"
)
_AFTER_PREPOSITION = cues(
    "place_after_preposition",
    after=r"\s+((?:the\s+)?[A-Z][a-z]{2,20}(?:[ -](?:upon|on|le|under|in|by|the)[ -])?"
    r"(?:[ -]?[A-Z][a-z]{2,20}){0,2})\b",
    any_case=False,
)
_PINPOINT = compile_pattern(
    r"\b(?:usually |always |now |currently )?(?:at|by|down|outside|behind) (the (?:quarry|pier|"
    r"multi-?storey|bus station|bandstand|war memorial|level crossing|allotments?|canal|"
    r"railway bridge|church hall|caravan park|travellers'? site|old mill|lighthouse))\b",
    any_case=True,
)
_HOME_PINPOINTED = cues("place_home_pinpointed", before="", after="")
_HASHTAG = compile_pattern(
    r"#((?:[A-Z][a-z]{2,15}){1,3}(?:House|Court|Lodge|Grange|Manor|Hall|View|Ward|School|Academy|"
    r"Primary|Hospital|CareHome))\b"
)
_NOT_PLACES = compile_pattern(
    r"\b(?:Act|Code|Level|Section|Award|Awards|Pledge|Zoom|Teams|Council|Commission|Authority|"
    r"Trust|University|Christmas|Supreme|Court of|High Court|Court Appointed|Age|Foundation|"
    r"Action|Support|Family|Social|Mental|Adult|Adults|Children|Health|Care|Home|Nursing|"
    r"Residential|Day|Good|Great|First|Primary Care|General Election|Unit \d)\s*$"
)
_LARGE = compile_pattern(rf"^(?:the\s+)?{alternatives(words('large_places'))}$")
_PREPOSED = compile_pattern(r"^(?:in|at|near|to|from|of)\s+", any_case=True)


def find(prepared: Prepared) -> Iterator[Mark]:
    found = [*_marks(prepared)]
    yield from without_overlaps(found)


def is_large(name: str) -> bool:
    """Whether a place is so large that naming it singles nobody out."""
    return _LARGE.search(name) is not None


def _marks(prepared: Prepared) -> Iterator[Mark]:
    shadow = prepared.shadow
    for pattern, form in (
        (_FACILITY_IN, "kind"),
        (_WITH_KIND, "kind"),
        (_SMALL_KIND, "kind"),
        (_PINPOINT, "kind"),
        (_HOME_PINPOINTED, "kind"),
        (_HASHTAG, "kind"),
        (_AFTER_PREPOSITION, "bare"),
    ):
        for match in pattern.finditer(shadow):
            start, end = match.span(1)
            name = match.group(1)
            if form == "bare" and _is_no_place(name):
                continue
            if pattern is _WITH_KIND and not _has_own_name(name):
                continue
            yield Mark(Kind.PLACE_OF_CARE, start, end, "large" if is_large(name) else form, name)


def _is_no_place(name: str) -> bool:
    first = name.removeprefix("the ").split(" ")[0].lower()
    known = word_set("not_names") | word_set("first_names") | word_set("organisation_words")
    return first in known or _NOT_PLACES.search(name) is not None or name.isupper()


def _has_own_name(name: str) -> bool:
    own = [word for word in name.replace("-", " ").split(" ") if word.lower() != "the"][:-1]
    plain = word_set("not_names") | word_set("organisation_words")
    return any(word.lower().strip("'.") not in plain for word in own)
