"""A text read once: every mark that the checks weigh."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from carefolk.guard.context import Context
from carefolk.guard.frames import Frames, read_frames
from carefolk.guard.marks import Mark, without_overlaps
from carefolk.guard.people import Person, Who, whose
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
        for recogniser in IDENTIFIERS:
            for mark in recogniser(self.prepared):
                if not any(one.start < mark.end and mark.start < one.end for one in kept):
                    kept.append(mark)
        return sorted(kept, key=lambda mark: mark.start)

    @cached_property
    def people(self) -> list[Person]:
        return [
            whose(mark, self.prepared, self.frames, self.context)
            for mark in person_name.find(self.prepared)
            if not self._within_identifier(mark)
        ]

    @cached_property
    def cared_for(self) -> list[Person]:
        return [person for person in self.people if person.who is Who.CARED_FOR]

    @cached_property
    def places(self) -> list[Mark]:
        names = [(person.mark.start, person.mark.end) for person in self.people]
        return [
            mark
            for mark in place.find(self.prepared)
            if not any(
                start < mark.end and mark.start < end
                for start, end in names
                if end - start >= mark.end - mark.start
            )
            and not self._within_identifier(mark)
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

    def _within_identifier(self, mark: Mark) -> bool:
        return any(
            one.start < mark.end and mark.start < one.end and one.kind is not Kind.EMAIL
            for one in self.identifiers
        )


def read(text: str, context: Context) -> Reading:
    """Prepare a text for the checks."""
    return Reading(prepare(text), context)
