"""chk.mosaic and chk.case-talk: nobody is named, and the neighbours still know who it is.

Each mark counts for what it narrows down. What singles a person out (a former calling, "the only",
a rare event) with a named place is a stop; either alone is a caution; an age and a day with an
illness are a caution. Without a person spoken of nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from carefolk.guard.marks import Mark
from carefolk.guard.patterns import cues
from carefolk.guard.people import Who
from carefolk.guard.proposals import Proposal, confidence
from carefolk.guard.reading import Reading
from carefolk.guard.verdict import Kind, Level

_MOSAIC, _TALK = "chk.mosaic", "chk.case-talk"
_PHOTO = cues("jigsaw_photo")
_PEOPLE_IN_CARE = cues("jigsaw_people_in_care")
_PUBLIC_EVENT = cues("jigsaw_public_event")


def find(reading: Reading) -> Iterator[Proposal]:
    frames = reading.frames
    if (
        frames.invented
        or frames.case_law
        or frames.group in ("lived", "outside")
        or _names_no_one(reading)
    ):
        return
    strong = reading.refers("strong", "child")
    weak = reading.refers("weak") and frames.works_in_care and not _is_someone_else(reading)
    if strong or weak:
        yield from _about_a_person(reading, strong=strong)
    yield from _about_a_picture(reading)


def _names_no_one(reading: Reading) -> bool:
    frames = reading.frames
    general = frames.long_ago or (frames.generic and not reading.small_places)
    about_work = frames.promotes and not (reading.health or reading.refers("strong"))
    return (general or about_work) and not reading.refers("child")


def _is_someone_else(reading: Reading) -> bool:
    """He or she is the author's own family, a colleague, a figure of fiction or the public."""
    frames = reading.frames
    others = any(person.who in (Who.STAFF, Who.PUBLIC, Who.OWN_FAMILY) for person in reading.people)
    return others or frames.own_family or frames.cites or frames.staff or frames.about_self


def _about_a_person(reading: Reading, *, strong: bool) -> Iterator[Proposal]:
    singling, places = reading.circumstances, reading.small_places
    level = _level(reading, strong=strong)
    if level is None:
        return
    facts = [*singling, *places, *reading.ages, *reading.times, *reading.health]
    pieces = (("pieces", str(len({mark.kind for mark in facts}))),)
    check = _MOSAIC if len({mark.kind for mark in facts}) > 1 else _TALK
    reason = "jigsaw" if level is Level.STOP else "jigsaw-pieces"
    if reading.refers("child") or reading.frames.group == "child":
        reason = "child-details"
    if check == _TALK:
        reason = "case-talk"
    for mark in facts:
        proposal = confidence(check, mark, level, reason)
        yield replace(proposal, values=(*proposal.values, *pieces))
    for mark in reading.referents:
        if mark.form in ("strong", "child"):
            yield confidence(check, mark, level, reason)


def _level(reading: Reading, *, strong: bool) -> Level | None:
    singling, places, ages = (
        bool(reading.circumstances),
        bool(reading.small_places),
        bool(reading.ages),
    )
    health, times = bool(reading.health), bool(reading.times)
    child = reading.refers("child") or reading.frames.group == "child"
    if places and (
        singling or (health and (ages or times or strong or _is_kind(reading.small_places)))
    ):
        return Level.STOP
    if child and strong and (places or (ages and health)):
        return Level.STOP if places else Level.CAUTION
    if singling and health and times and _is_news(reading.circumstances):
        return Level.STOP
    facts = sum((singling, places, ages, health, times))
    if singling and (strong or facts >= 2):
        return Level.CAUTION
    if ages and (health or (strong and facts >= 2) or (child and facts >= 2)):
        return Level.CAUTION
    if health and (places or (strong and times)):
        return Level.CAUTION
    told = strong and (times or places) and not reading.frames.own_family
    return Level.CAUTION if told or (strong and facts >= 3) else None


def _is_kind(places: list[Mark]) -> bool:
    return any(mark.form == "kind" for mark in places)


def _is_news(marks: list[Mark]) -> bool:
    return any(mark.form == "event" for mark in marks)


def _about_a_picture(reading: Reading) -> Iterator[Proposal]:
    """A picture without faces still says where, and a house is somebody's."""
    picture = _PHOTO.search(reading.shadow)
    if picture is None:
        return
    shown = _PEOPLE_IN_CARE.search(reading.shadow) or reading.refers("child")
    home = _PUBLIC_EVENT.search(reading.shadow)
    if not ((shown and (reading.small_places or reading.circumstances)) or home):
        return
    child_at_school = reading.frames.group == "child" and reading.small_places
    level = Level.STOP if child_at_school else Level.CAUTION
    marks = [*reading.small_places, *reading.circumstances, *reading.times]
    for mark in marks or [Mark(Kind.RARE_CIRCUMSTANCE, *picture.span(), "photo", picture.group())]:
        yield confidence("chk.photo", mark, level, "photo-caption")
