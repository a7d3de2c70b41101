"""A text read once: every mark that the checks weigh."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from carefolk.guard.context import Context
from carefolk.guard.frames import Frames, read_frames
from carefolk.guard.marks import Cover, Mark, without_overlaps
from carefolk.guard.people import Person, Who, as_one, whose
from carefolk.guard.recognisers import (
    address,
    age,
    case_reference,
    circumstance,
    date_of_birth,
    day_time,
    email,
    handle,
    health,
    national_insurance,
    nhs_number,
    person_name,
    phone,
    place,
    postcode,
    role_words,
    vehicle,
)
from carefolk.guard.text import Prepared, prepare
from carefolk.guard.verdict import Kind

Recogniser = Callable[[Prepared], Iterator[Mark]]

#: Recognisers of what identifies by itself, the surest first: an earlier one keeps its words.
IDENTIFIERS: tuple[Recogniser, ...] = (
    nhs_number.find,
    national_insurance.find,
    date_of_birth.find,
    phone.find,
    email.find,
    address.find,
    postcode.find,
    vehicle.find,
    case_reference.find,
    handle.find,
)


@dataclass(frozen=True)
class Reading:
    """The marks of one text. Each kind is found when a check first asks for it."""

    prepared: Prepared
    context: Context

    @property
    def shadow(self) -> str:
        return self.prepared.shadow

    @cached_property
    def frames(self) -> Frames:
        return read_frames(self.prepared, self.context.author_role)

    @cached_property
    def identifiers(self) -> list[Mark]:
        kept: list[Mark] = []
        taken = Cover(len(self.shadow))
        for recogniser in IDENTIFIERS:
            for mark in recogniser(self.prepared):
                if not taken.touches(mark.start, mark.end):
                    kept.append(mark)
                    taken.add(mark.start, mark.end)
        return sorted(kept, key=lambda mark: mark.start)

    @cached_property
    def people(self) -> list[Person]:
        return as_one(
            [
                whose(mark, self.prepared, self.frames, self.context)
                for mark in person_name.find(self.prepared)
                if not self._identified.touches(mark.start, mark.end)
            ]
        )

    @cached_property
    def cared_for(self) -> list[Person]:
        return [person for person in self.people if person.who is Who.CARED_FOR]

    @cached_property
    def places(self) -> list[Mark]:
        named = Cover(len(self.shadow))
        for person in self.people:
            named.add(person.mark.start, person.mark.end)
        return [
            mark
            for mark in place.find(self.prepared)
            if not named.covers(mark.start, mark.end)
            and not self._identified.touches(mark.start, mark.end)
        ]

    @cached_property
    def small_places(self) -> list[Mark]:
        return [mark for mark in self.places if mark.form != "large"]

    @cached_property
    def ages(self) -> list[Mark]:
        return without_overlaps(age.find(self.prepared))

    @cached_property
    def times(self) -> list[Mark]:
        return list(day_time.find(self.prepared))

    @cached_property
    def health(self) -> list[Mark]:
        return list(health.find(self.prepared))

    @cached_property
    def circumstances(self) -> list[Mark]:
        return list(circumstance.find(self.prepared))

    @cached_property
    def referents(self) -> list[Mark]:
        return list(role_words.find(self.prepared))

    def refers(self, *forms: str) -> bool:
        """Whether a person is spoken of in one of these forms: strong, child, weak."""
        return any(mark.form in forms for mark in self.referents)

    @cached_property
    def _identified(self) -> Cover:
        cover = Cover(len(self.shadow))
        for mark in self.identifiers:
            if mark.kind is not Kind.EMAIL:
                cover.add(mark.start, mark.end)
        return cover


def read(text: str, context: Context) -> Reading:
    """Prepare a text for the checks."""
    return Reading(prepare(text), context)
