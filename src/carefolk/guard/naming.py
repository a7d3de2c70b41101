"""chk.identifiers, second half: people in care who are named, by name, initials or room.

A name with one more fact is a stop, a name alone a caution; a child in care with a name and
anything else is a stop; a happy occasion on an organisation's page is a caution; with the person's
own yes and nothing sensitive, nothing is said. Source: the policy table in docs/rooms/guard.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.patterns import any_of, cues
from carefolk.guard.people import Person, Who
from carefolk.guard.proposals import Proposal, confidence
from carefolk.guard.reading import Reading
from carefolk.guard.verdict import Axis, Kind, Level

_CHECK = "chk.identifiers"
_FAMILY_WORDS = cues("naming_family_words", before=r"\b(?:his|her|their|the) ")
_INCIDENT = cues("naming_incident")
_IN_PROCEEDINGS = cues("naming_in_proceedings")


def find(reading: Reading) -> Iterator[Proposal]:
    if reading.frames.invented or (reading.frames.case_law and not reading.health):
        return
    yield from _family(reading)
    people = [person for person in reading.cared_for if _counts(person, reading)]
    if not people:
        return
    level, reason = _weigh(people, reading)
    if level is None:
        return
    for person in people:
        named = {"initials": "initials", "room": "room-number"}.get(person.mark.form)
        yield confidence(_CHECK, person.mark, level, named or reason)
    if level is Level.STOP:
        yield from _facts(reading, level, reason)


def _counts(person: Person, reading: Reading) -> bool:
    frames = reading.frames
    if person.mark.form in ("room", "initials"):
        is_handover = reading.context.audience == "chat"
        has_fact = (
            (is_handover and person.mark.form == "initials")
            or bool(any_of("health").search(person.sentence))
            or bool(_INCIDENT.search(person.sentence))
        )
        return frames.works_in_care and (
            has_fact or (person.mark.form == "initials" and reading.refers("weak", "strong"))
        )
    if frames.promotes and person.mark.form != "title" and not (reading.health or reading.ages):
        return False
    if (
        person.mark.form in ("full", "model")
        and frames.group in ("organisation", "outside")
        and not reading.health
    ):
        return person.mark.form != "full"
    return not (person.mark.form == "model" and not (reading.health or frames.works_in_care))


def _weigh(people: list[Person], reading: Reading) -> tuple[Level | None, str]:
    frames = reading.frames
    sensitive = bool(reading.health)
    if frames.consented and not frames.assumed:
        return (Level.CAUTION if sensitive and len(people) < 2 else None), "consent-unclear"
    named = [person for person in people if person.mark.form not in ("initials", "room")]
    if reading.context.audience in ("journal", "private"):
        return Level.CAUTION, "name-with-facts"
    if frames.group == "child" and named:
        extra = (
            sensitive
            or reading.small_places
            or reading.ages
            or reading.identifiers
            or reading.refers("weak", "child")
        )
        return (Level.STOP if extra else Level.CAUTION), "child-named"
    family = _FAMILY_WORDS.search(reading.shadow) is not None
    incident = any(_INCIDENT.search(person.sentence) for person in people)
    if frames.group == "organisation":
        return (Level.STOP if sensitive or incident else Level.CAUTION), "consent-unclear"
    if not named:
        return (Level.STOP if sensitive else Level.CAUTION), "initials"
    extra = (
        sensitive
        or incident
        or reading.small_places
        or family
        or bool(reading.circumstances)
        or bool(reading.identifiers)
    )
    return (Level.STOP if extra else Level.CAUTION), ("name-with-facts" if extra else "name-alone")


def _facts(reading: Reading, level: Level, reason: str) -> Iterator[Proposal]:
    for mark in (*reading.health, *reading.ages, *reading.small_places, *reading.circumstances):
        yield confidence(_CHECK, mark, level, reason)
    for match in _FAMILY_WORDS.finditer(reading.shadow):
        yield Proposal(
            _CHECK,
            Axis.CONFIDENTIALITY,
            Kind.FAMILY_OF_PERSON,
            *match.span(),
            level,
            reason,
            (("words", match.group()),),
        )


def _family(reading: Reading) -> Iterator[Proposal]:
    """Somebody's own family: theirs to tell; a name with an illness is worth a second look."""
    yield from _relatives_in_care(reading)
    relatives = [person for person in reading.people if person.who is Who.OWN_FAMILY]
    if not relatives:
        return
    in_proceedings = _IN_PROCEEDINGS.search(reading.shadow) is not None
    if not in_proceedings and not reading.health:
        return
    level = (
        Level.STOP
        if in_proceedings and reading.frames.group in ("relative", "child")
        else Level.CAUTION
    )
    for person in relatives:
        yield confidence(_CHECK, person.mark, level, "family-named")
    if not in_proceedings:
        for mark in reading.health:
            yield confidence(_CHECK, mark, level, "family-named")


def _relatives_in_care(reading: Reading) -> Iterator[Proposal]:
    """A relative who writes of a child in care: place, age or day with it find the placement."""
    if reading.frames.group != "relative":
        return
    told = _CHILD_IN_CARE.search(reading.shadow)
    facts = [*reading.small_places, *reading.ages, *reading.times]
    named = [person.mark for person in reading.people if person.who is not Who.PUBLIC]
    if told is None or not (facts or named):
        return
    level = Level.STOP if named or reading.small_places else Level.CAUTION
    for mark in (*named, *facts):
        yield confidence(_CHECK, mark, level, "child-details")


_CHILD_IN_CARE = cues("naming_child_in_care")
