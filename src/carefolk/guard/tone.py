"""chk.respect, chk.venting and chk.colleague: words that a calmer hour would not have written.

A slur is a stop whoever is meant. An insult is a stop when it lands on people in care, their
families or a worker who is named; otherwise a caution. Anger at government, pay, law and the
weather passes: views are not violations. So does swearing at nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from carefolk.guard.patterns import any_of, compile_pattern, cues
from carefolk.guard.people import Person, Who
from carefolk.guard.proposals import Proposal, conduct
from carefolk.guard.reading import Reading
from carefolk.guard.verdict import Kind, Level

_SLUR_IN_TALK = cues("tone_slur_in_talk")
_TARGET_IN_CARE = cues("tone_target_in_care")
_TARGET_STAFF = cues("tone_target_staff")
_TARGET_EMPLOYER = cues("tone_target_employer")
_EMPLOYER_NAME = compile_pattern(
    r"\b([A-Z][a-z]{3,20} (?:Homecare|Care Group|Care Services|Care|Healthcare|Support Services|"
    r"Home Care|Nursing|Living|Council|County Council|Borough Council|Trust|Agency|Recruitment))\b"
)
_NO_EMPLOYER = cues("tone_no_employer", before=r"^", after=r" ", any_case=False)
_GRIEVANCE = cues("tone_grievance")
_ROTA = compile_pattern(
    r"\b(?:rota|shift|hours|wages?|pay|paid|mileage|notice|contract|overtime|holiday)\b",
    any_case=True,
)
_POLITICS = cues("tone_politics")
_DISCRIMINATES = cues("tone_discriminates")
_STERILISE = cues("tone_sterilise", before="", after="")
_DEHUMANISES = cues("tone_dehumanises")
_CARE_SCENE = cues("tone_care_scene", before="", after="")
_VENTS = cues("tone_vents", before="", after="")
_DIG = cues("tone_dig")
_DIG_AT = cues("tone_dig_at")
_SARCASM = cues("tone_sarcasm", after=r"\b[.!]?\s*$")
_FAMILY_OF_VENT = cues("tone_family_of_vent")
_COARSE = cues("tone_coarse")
_ILL_WISH = cues(
    "tone_ill_wish",
    before=r"\bhope (?:you|she|he|they|it|(?:her|his|their|your)(?: own)?(?: \w+)?) ",
)
_ILL_END = compile_pattern(
    r"\bhope (?:her|his|their|your) own\b|\b(?:ends? up|suffers?|chokes?|loses?|rots?)\b",
    any_case=True,
)
_ENOUGH = 50
_ONESELF = cues("tone_oneself", after=r" (?:\w+ ){0,2}$")
_THREAT = cues("tone_threat")
_RETALIATES = cues("tone_retaliates")
_PUBLIC_INSULT = cues(
    "tone_public_insult",
    before=r"\b(?:minister|secretary|mp|mayor|councillor|chancellor)\b[^.!?\n]{0,60}\b",
)


def find(reading: Reading) -> Iterator[Proposal]:
    if reading.frames.invented and not reading.frames.works_in_care:
        return
    yield from _respect(reading)
    yield from _colleague(reading)
    yield from _venting(reading)


def _respect(reading: Reading) -> Iterator[Proposal]:
    shadow = reading.shadow
    for pattern, reason in (
        (_DISCRIMINATES, "discriminates"),
        (_STERILISE, "abusive-words"),
        (_THREAT, "threat"),
        (_RETALIATES, "threat"),
    ):
        for match in pattern.finditer(shadow):
            if reason == "threat" and _is_reported(shadow, match.start()):
                continue
            yield conduct("chk.respect", Kind.ABUSE_TERM, match.span(), Level.STOP, reason)
    if _SLUR_IN_TALK.search(shadow) is None:
        for match in any_of("slurs").finditer(shadow):
            yield conduct("chk.respect", Kind.ABUSE_TERM, match.span(), Level.STOP, "abusive-words")
    scene = _DEHUMANISES.search(shadow)
    if scene and _CARE_SCENE.search(shadow) and not reading.frames.promotes:
        yield conduct("chk.respect", Kind.ABUSE_TERM, scene.span(), Level.STOP, "demeaning-words")
    yield from _insults(reading)
    yield from _coarse(reading)
    public = _PUBLIC_INSULT.search(shadow)
    if public:
        yield conduct("chk.respect", Kind.ABUSE_TERM, public.span(), Level.CAUTION, "abusive-words")


def _coarse(reading: Reading) -> Iterator[Proposal]:
    """A coarse word for somebody, whoever it is; not for oneself."""
    if _SLUR_IN_TALK.search(reading.shadow):
        return
    wish = _ILL_WISH.search(reading.shadow)
    if wish and _ILL_END.search(reading.shadow):
        yield conduct("chk.respect", Kind.ABUSE_TERM, wish.span(), Level.CAUTION, "abusive-words")
    for match in _COARSE.finditer(reading.shadow):
        before = reading.shadow[max(0, match.start() - 30) : match.start()]
        if not _ONESELF.search(before):
            yield conduct(
                "chk.respect", Kind.ABUSE_TERM, match.span(), Level.CAUTION, "abusive-words"
            )


def _insults(reading: Reading) -> Iterator[Proposal]:
    """Insults that land on people in care or their families."""
    shadow = reading.shadow
    if reading.frames.group == "lived" or _SLUR_IN_TALK.search(shadow):
        return
    somebody = bool(reading.cared_for) or _TARGET_IN_CARE.search(shadow) is not None
    vents = _VENTS.search(shadow) is not None
    for start, end in _insult_spans(reading):
        low, high = reading.prepared.sentence_at(start)
        near = shadow[max(low, start - 50) : min(high, end + 30)]
        if _TARGET_STAFF.search(near) or _POLITICS.search(near):
            continue
        word = shadow[start:end].lower()
        if word in _SOFT:
            meant = bool(reading.cared_for) or _TARGET_IN_CARE.search(near) is not None
            meant = meant and (vents or (word in _PREDICATES and _IS_A.search(near) is not None))
        else:
            meant = somebody
        if meant:
            yield conduct(
                "chk.respect", Kind.ABUSE_TERM, (start, end), Level.STOP, "demeaning-words"
            )


_SOFT = frozenset(
    [
        "joke",
        "thick",
        "stupid",
        "dirty",
        "lazy",
        "lying",
        "liar",
        "liars",
        "fraud",
        "monster",
        "monsters",
        "snake",
        "snakes",
        "cow",
        "animals",
        "zoo",
        "dragon",
        "witch",
        "disgusting",
        "smelly",
        "stinks",
        "clown",
        "clowns",
        "useless",
        "pathetic",
        "cowboy",
        "cowboys",
        "shambles",
        "vegetables",
        "vegetable",
        "cabbage",
        "arse",
        "idiot",
        "idiots",
        "bully",
        "bullies",
        "thief",
        "knob",
        "muppet",
        "muppets",
        "incompetent",
        "clueless",
        "thieves",
        "crook",
        "crooks",
        "filthy",
        "as much use as",
        "inmates",
    ]
)
_PREDICATES = frozenset(
    [
        "stupid",
        "thick",
        "lazy",
        "liar",
        "liars",
        "useless",
        "cow",
        "disgusting",
        "pathetic",
        "smelly",
        "monster",
        "animals",
        "filthy",
        "dirty",
        "lying",
        "git",
    ]
)
_IS_A = cues(
    "tone_is_a",
    before=r"\b(?:is|are|was|were|being|a right|a total|such|the|you|old|little|proper|that) "
    r"(?:an? )?(?:\w+ ){0,2}",
)
_REPORTED = cues("tone_reported")


def _is_reported(shadow: str, start: int) -> bool:
    """Whether a threat is told of rather than made."""
    return _REPORTED.search(shadow[max(0, start - 80) : start]) is not None


def _colleague(reading: Reading) -> Iterator[Proposal]:
    """Workers and employers, blamed or accused."""
    shadow = reading.shadow
    if reading.frames.praises and not _insult_spans(reading):
        return
    named = [
        person
        for person in reading.people
        if person.mark.form in ("full", "first", "title", "model", "cue")
    ]
    for start, end in _insult_spans(reading):
        low, high = reading.prepared.sentence_at(start)
        sentence = shadow[low:high]
        if _POLITICS.search(sentence) and not named:
            continue
        people = [
            person
            for person in named
            if low <= person.mark.start < high and _may_be_staff(person, reading)
        ]
        if people:
            accused = reading.frames.group != "relative"
            level = Level.STOP if accused and _serious(shadow[start:end], people) else Level.CAUTION
            for person in people:
                yield conduct(
                    "chk.colleague",
                    Kind.STAFF_NAMED_NEGATIVELY,
                    (person.mark.start, person.mark.end),
                    level,
                    "colleague-accused",
                )
            yield conduct(
                "chk.colleague", Kind.ABUSE_TERM, (start, end), level, "colleague-accused"
            )
        elif _TARGET_STAFF.search(shadow[max(0, low - 120) : high]):
            yield conduct(
                "chk.colleague", Kind.ABUSE_TERM, (start, end), Level.CAUTION, "colleague-blamed"
            )
    yield from _employer(reading)


def _insult_spans(reading: Reading) -> list[tuple[int, int]]:
    found = any_of("demeaning").finditer(reading.shadow)
    return [match.span() for match in islice(found, _ENOUGH)]


def _may_be_staff(person: Person, reading: Reading) -> bool:
    if person.who in (Who.PUBLIC, Who.AUTHOR, Who.OWN_FAMILY):
        return False
    return person.who in (Who.STAFF, Who.UNKNOWN) or (
        person.mark.form in ("full", "first") and not reading.health
    )


def _serious(word: str, people: list[Person]) -> bool:
    return (
        any(person.mark.form in ("full", "title") for person in people)
        or word.lower() in _ACCUSATIONS
    )


_ACCUSATIONS = frozenset(
    ["liar", "thief", "fraud", "bully", "crook", "lying", "bitch", "waste of space"]
)


def _employer(reading: Reading) -> Iterator[Proposal]:
    shadow = reading.shadow
    grievance = _GRIEVANCE.search(shadow)
    if grievance is None or reading.frames.group in ("lived", "outside"):
        return
    if _POLITICS.search(shadow) and not _EMPLOYER_NAME.search(shadow):
        return
    names = [
        match.span(1)
        for match in _EMPLOYER_NAME.finditer(shadow)
        if not _NO_EMPLOYER.search(match.group(1))
    ]
    if (
        names
        or _TARGET_EMPLOYER.search(shadow)
        or (_ROTA.search(shadow) and "joke" in shadow.lower())
    ):
        yield conduct(
            "chk.colleague", Kind.ABUSE_TERM, grievance.span(), Level.CAUTION, "employer-blamed"
        )
        for span in names:
            yield conduct(
                "chk.colleague", Kind.STAFF_NAMED_NEGATIVELY, span, Level.CAUTION, "employer-blamed"
            )


def _venting(reading: Reading) -> Iterator[Proposal]:
    shadow = reading.shadow
    if reading.frames.group in ("lived", "relative", "organisation"):
        return
    vent = _VENTS.search(shadow)
    if (
        vent
        and (_FAMILY_OF_VENT.search(shadow) or reading.cared_for)
        and not _POLITICS.search(shadow)
    ):
        yield conduct("chk.venting", Kind.ABUSE_TERM, vent.span(), Level.CAUTION, "venting-person")
        return
    dig = _DIG.search(shadow)
    if dig and _DIG_AT.search(shadow) and not (_POLITICS.search(shadow) or reading.frames.praises):
        yield conduct("chk.venting", Kind.ABUSE_TERM, dig.span(), Level.CAUTION, "venting-work")
    sour = _SARCASM.search(shadow)
    if sour and _FAMILY_OF_VENT.search(shadow):
        yield conduct("chk.venting", Kind.ABUSE_TERM, sour.span(), Level.CAUTION, "venting-person")
