"""chk.identifiers, first half: numbers, addresses and handles that point at one person.

An identifier is *tied* when the text speaks of a person: someone in care, an illness, he or she.
An organisation's own contact line, a venue and an author's own number are not tied. Levels follow
the table of what the guard says: tied is stop-hard (changed text only), a bare reference a caution.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.frames import Frames
from carefolk.guard.marks import Mark
from carefolk.guard.patterns import cues
from carefolk.guard.proposals import Proposal, confidence
from carefolk.guard.reading import Reading
from carefolk.guard.verdict import Kind, Level

_CHECK = "chk.identifiers"
_REASONS = {
    Kind.NHS_NUMBER: "nhs-number",
    Kind.NI_NUMBER: "ni-number",
    Kind.DATE_OF_BIRTH: "date-of-birth",
    Kind.PHONE: "phone-of-someone",
    Kind.EMAIL: "email-of-someone",
    Kind.ADDRESS: "address-of-someone",
    Kind.POSTCODE: "postcode-of-someone",
    Kind.VEHICLE_REG: "vehicle-of-someone",
    Kind.CASE_REF: "case-reference",
    Kind.SOCIAL_HANDLE: "handle-of-someone",
}
_OWN = cues("identifiers_own")
_MINE = cues("identifiers_mine", before=r"\b(?:my|our) (?:\w+ )?", after=r"[,:\s]*$")
_CALL = cues("identifiers_call")


def find(reading: Reading) -> Iterator[Proposal]:
    frames = reading.frames
    for mark in reading.identifiers:
        level, reason = _weigh(mark, reading, frames)
        if level is not None:
            yield confidence(_CHECK, mark, level, reason)


def _weigh(mark: Mark, reading: Reading, frames: Frames) -> tuple[Level | None, str]:
    reason = "door-code" if mark.form == "door code" else _REASONS[mark.kind]
    nearby = reading.prepared.around(mark.start, mark.end, 60)
    own = _OWN.search(nearby) is not None and not reading.refers("strong")
    if frames.invented and frames.group != "worker":
        return None, reason
    if mark.kind in (Kind.NHS_NUMBER, Kind.NI_NUMBER, Kind.DATE_OF_BIRTH):
        return _for_record_number(mark, reading, own=own), reason
    if mark.kind is Kind.CASE_REF:
        return _for_reference(reading, frames), reason
    if mark.kind is Kind.SOCIAL_HANDLE and (own or not _is_someones(mark, reading)):
        return None, reason
    if mark.kind is Kind.EMAIL and mark.form == "office":
        return None, reason
    if _is_public_line(mark, reading, frames):
        return None, reason
    if own or (frames.group in ("relative", "lived") and not reading.cared_for):
        return _for_own(reading, frames), "own-contact-details"
    if _is_tied(mark, reading):
        return Level.STOP_HARD, reason
    weak_alone = frames.group in ("organisation", "outside") or mark.kind is Kind.VEHICLE_REG
    return (None if weak_alone else Level.CAUTION), reason


def _is_someones(mark: Mark, reading: Reading) -> bool:
    before = reading.shadow[max(0, mark.start - 30) : mark.start]
    return mark.form != "bare" or (bool(reading.health) and _MINE.search(before) is not None)


def _for_record_number(mark: Mark, reading: Reading, *, own: bool) -> Level:
    if reading.frames.group in ("relative", "lived") or own:
        return Level.CAUTION
    if mark.form == "checksum" and not _is_tied(mark, reading):
        return Level.CAUTION
    return Level.STOP_HARD


def _for_reference(reading: Reading, frames: Frames) -> Level | None:
    if frames.promotes or frames.group == "outside":
        return None
    tied = reading.cared_for or reading.health or reading.refers("strong", "child", "weak")
    return Level.STOP_HARD if tied else Level.CAUTION


def _for_own(reading: Reading, frames: Frames) -> Level | None:
    with_illness = reading.health and (frames.own_family or reading.refers("weak"))
    return Level.CAUTION if with_illness else Level.NOTE


def _is_public_line(mark: Mark, reading: Reading, frames: Frames) -> bool:
    spoken_of = reading.refers("strong", "child") or reading.cared_for or reading.refers("weak")
    if frames.promotes and not (reading.refers("strong", "child") or _is_call(mark, reading)):
        return frames.group == "organisation" or not spoken_of or not reading.health
    if frames.group == "organisation":
        return not spoken_of
    return mark.form == "landline" and not spoken_of


def _is_call(mark: Mark, reading: Reading) -> bool:
    return _CALL.search(reading.prepared.around(mark.start, mark.end, 60)) is not None


def _is_tied(mark: Mark, reading: Reading) -> bool:
    if reading.cared_for or reading.refers("strong", "child", "weak") or reading.health:
        return True
    return mark.kind in (Kind.ADDRESS, Kind.POSTCODE) and _is_call(mark, reading)
