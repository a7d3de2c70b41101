"""What the guard says: frozen values, ready to travel between processes.

Nothing here holds a sentence. A finding carries message keys and values; words are
rendered outside the guard from the translation catalogues.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How strongly a finding speaks. What each asks of an author is one table in publishing."""

    NOTE = "note"
    CAUTION = "caution"
    STOP = "stop"
    STOP_HARD = "stop-hard"


class Axis(StrEnum):
    CONFIDENTIALITY = "confidentiality"
    CONDUCT = "conduct"


class Kind(StrEnum):
    """What a marked part of the text is."""

    PERSON_CARED_FOR = "PERSON_CARED_FOR"
    FAMILY_OF_PERSON = "FAMILY_OF_PERSON"
    STAFF_NAMED_NEGATIVELY = "STAFF_NAMED_NEGATIVELY"
    PLACE_OF_CARE = "PLACE_OF_CARE"
    ADDRESS = "ADDRESS"
    POSTCODE = "POSTCODE"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    NHS_NUMBER = "NHS_NUMBER"
    NI_NUMBER = "NI_NUMBER"
    DATE_OF_BIRTH = "DATE_OF_BIRTH"
    CASE_REF = "CASE_REF"
    AGE = "AGE"
    DATE_TIME_OF_EVENT = "DATE_TIME_OF_EVENT"
    HEALTH_DETAIL = "HEALTH_DETAIL"
    RARE_CIRCUMSTANCE = "RARE_CIRCUMSTANCE"
    VEHICLE_REG = "VEHICLE_REG"
    SOCIAL_HANDLE = "SOCIAL_HANDLE"
    ABUSE_TERM = "ABUSE_TERM"


class MendKind(StrEnum):
    REMOVE = "remove"
    REPLACE = "replace"
    KEEP_PRIVATE = "keep-private"
    NARROW_AUDIENCE = "narrow-audience"
    ROUTE = "route"


@dataclass(frozen=True, slots=True)
class Mend:
    """A way out for one finding: replace `start`..`end` of the text by `replacement`.

    Mends that change no text (keep as a private note, narrow the audience, a route inside
    the organisation) have start == end == 0 and say so by their kind.
    """

    kind: MendKind
    label_key: str
    start: int = 0
    end: int = 0
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the author should know before this goes out.

    Attributes:
        check: id of the check, `chk.*` of the rulebook.
        rules: ids of the bodies' rules it rests on, fitting the author's nation and register.
        axis: confidentiality or conduct.
        kind: what the marked words are.
        start: offset of the first marked character, in code points of the checked text.
        end: offset behind the last marked character; equal to `start` when nothing is marked.
        level: how strongly it speaks.
        reason_key: message key of the one-sentence reason.
        values: what the sentence needs, as (name, value) pairs.
        mends: ways out, the best first.
    """

    check: str
    rules: tuple[str, ...]
    axis: Axis
    kind: Kind
    start: int
    end: int
    level: Level
    reason_key: str
    values: tuple[tuple[str, str], ...] = ()
    mends: tuple[Mend, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """All findings for one text, strongest first.

    Attributes:
        findings: what was found.
        topics: what the text is about (complaint, inspection, death, court, safeguarding,
            vacancy, event …); not findings, used by approval.
        checked: False when the text could not be checked in its language.
        pack_versions: (pack, version) of every rulebook pack that took part.
    """

    findings: tuple[Finding, ...] = ()
    topics: frozenset[str] = field(default_factory=frozenset)
    checked: bool = True
    pack_versions: tuple[tuple[str, str], ...] = ()
