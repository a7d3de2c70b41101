"""chk.respect, chk.venting and chk.colleague: words that a calmer hour would not have written.

A slur is a stop whoever is meant. An insult is a stop when it lands on people in care, their
families or a worker who is named; otherwise a caution. Anger at government, pay, law and the
weather passes: views are not violations. So does swearing at nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.patterns import any_of, compile_pattern
from carefolk.guard.people import Person, Who
from carefolk.guard.proposals import Proposal, conduct
from carefolk.guard.reading import Reading
from carefolk.guard.verdict import Kind, Level

_SLUR_IN_TALK = compile_pattern(
    r"\b(?:word|words|term|terms|language|stop (?:saying|calling|using)|don't (?:say|call)|never (?:say|call)|call(?:ed|ing|s)? (?:me|us|people|someone|them)|"
    r"used to call|not a|nobody is a|isn't a|no such thing as|instead of|rather than|the label|labels?|slurs?|stigma)\b",
    any_case=True,
)
_TARGET_IN_CARE = compile_pattern(
    r"\b(?:clients?|residents?|patients?|service users?|she|he|her|him|mum|mother|mothers|dad|father|parents?|birth (?:parents?|mums?|families)|"
    r"famil(?:y|ies)|old (?:dears?|ladies|men|folk)|kids?|children|tenants?|the lot of them|them lot|our lot|my lot|punters|inmates|dementia)\b",
    any_case=True,
)
_TARGET_STAFF = compile_pattern(
    r"\b(?:manager|managers|boss|team leader|colleagues?|staff|night (?:lot|staff|team|shift)|day (?:lot|staff|shift)|agency (?:lot|staff|girls)|"
    r"carers?|nurses?|social workers?|receptionist|office|co-?workers?|new starter|whoever|someone on|previous shift|last shift)\b",
    any_case=True,
)
_TARGET_EMPLOYER = compile_pattern(
    r"\b(?:company|employer|agency|provider|organisation|firm|management|managers|head office|(?:care|homecare|health ?care|support|living) (?:ltd|limited|group)|"
    r"[A-Za-z]+ (?:homecare|care|care group|healthcare|care services|support services))\b",
    any_case=True,
)
_EMPLOYER_NAME = compile_pattern(
    r"\b([A-Z][a-z]{3,20} (?:Homecare|Care|Care Group|Healthcare|Care Services|Support Services|Home Care|Nursing|Living|Council|County Council|Borough Council|Trust|Agency|Recruitment))\b"
)
_NO_EMPLOYER = compile_pattern(
    r"^(?:Social|Adult|Health|Home|Primary|Palliative|Child|Personal|Residential|Kinship|Foster|Intensive|Skills|Community|Shared|Day|Urgent|Respite|Dementia|Integrated|Secondary|Extra|Person) "
)
_GRIEVANCE = compile_pattern(
    r"\b(?:still (?:owe|haven't paid|not paid|waiting for my)|owes? me|haven't paid|not paid me|unpaid|never pay|worst (?:company|employer|job|agency|manager|place)|"
    r"couldn't run|couldn't organise|don't care about (?:us|staff)|treat(?:s|ed)? (?:us|staff) like|(?:f\*+(?:ing)?|fucking|f\*\*\*ing|bloody|effing) (?:joke|shambles|useless|clueless|idiots?)|"
    r"joke of a|shambles of|shower of|absolute joke|shocking management|toxic|avoid (?:like|this|them)|don't (?:ever )?work for|never work (?:for|with)|"
    r"cowboys|crooks|sort it out|taking the (?:piss|mick))\b",
    any_case=True,
)
_ROTA = compile_pattern(
    r"\b(?:rota|shift|hours|wages?|pay|paid|mileage|notice|contract|overtime|holiday)\b",
    any_case=True,
)
_POLITICS = compile_pattern(
    r"\b(?:government|minister|ministers|secretary of state|mps?|parliament|treasury|chancellor|policy|budget|dwp|home office|tory|tories|labour|"
    r"the system|cuts|funding|austerity|regulator|cqc|ofsted|visas?|thresholds?|pip|universal credit|society|the country|politicians?)\b",
    any_case=True,
)
_DISCRIMINATES = compile_pattern(
    r"\b(?:send (?:them|him|her|these|those|'em)(?: all| lot)? (?:back|home)|go back (?:to )?where (?:they|you|she|he) (?:came|come)|go back to (?:their|your) (?:own )?country|"
    r"off the boat|can(?:'t|not)? (?:hardly |barely )?(?:speak|string)(?: a (?:word|sentence))?(?: of| in)? english|hardly speaks? (?:a word of )?english|barely speaks? english|"
    r"(?:lads|men|males|girls|women|females|ladies|british|english|whites?|uk nationals?|under \d+s) only|no (?:over \d+s|foreigners|immigrants|blacks|irish|men|women|mothers|gays|muslims|disabled|old people|oldies|polish)|"
    r"must be (?:british|white|christian|under \d+|young|attractive|slim)|too many (?:foreigners|immigrants|muslims|asians|africans|migrants)|"
    r"(?:these|those|bloody|all) (?:foreigners|immigrants|migrants|muslims|romanians|poles|nigerians|indians|africans|asians|travellers|gypsies)|taking our jobs|"
    r"that lot (?:breed|smell|stink)|(?:they|them) all (?:look|smell) the same|speak english in (?:this|our|my) (?:country|home)|(?:not|isn't) a real (?:man|woman)|"
    r"it's a phase|pray the gay|women (?:can't|shouldn't|belong)|men (?:can't|shouldn't) (?:care|be carers))\b",
    any_case=True,
)
_STERILISE = compile_pattern(
    r"\b(?:sterilise|sterilize|sterilised|neuter|castrate|euthanise|gas|put (?:them|him|her) down|drown|shoot|hang) (?:them|the lot|the lot of them|all of them|him|her|'em|these)\b|"
    r"\b(?:should|ought to|need to|want) (?:all )?be (?:sterilised|put down|shot|drowned|hanged|locked up|neutered|castrated)\b|\bsterilise\b",
    any_case=True,
)
_DEHUMANISES = compile_pattern(
    r"\b(?:zoo|circus|cattle|herd(?:ing|ed) (?:the )?(?:residents|them|clients|cats)|cabbages?|vegetables?|zombies?|walking dead|crumbl\w+|wrinkl\w+|god's waiting room|"
    r"departure lounge|muppet show|monkey house|creche for|nursery for (?:the )?(?:old|adults)|planet of the)\b",
    any_case=True,
)
_CARE_SCENE = compile_pattern(
    r"\b(?:dementia|residents?|clients?|patients?|service users?|unit|ward|care home|lounge|lunch|tea|shift|night|nights|handover|breakfast|home|😂|🤣|bingo)\b|[😂🤣🙄]",
    any_case=True,
)
_VENTS = compile_pattern(
    r"\b(?:doing my (?:head|nut) in|sick (?:to death )?of (?:her|him|them|the lot|these|this lot|my)|if (?:i hear|she|he|they|one more)\b[^.!?\n]{0,60}\b(?:once more|again|one more time)|"
    r"one more time (?:and|i)|(?:scream|swing|walk out|lose it|throttle|strangle|kill) (?:into|for|at|her|him|them|someone)|(?:driving|drives|drove) me (?:mad|insane|crazy|up the wall|round the bend|nuts|mental)|"
    r"can't be (?:bothered|arsed) with|not dealing with (?:it|her|him|them)|not my problem|would moan if|moan(?:s|ing)? (?:if|about|all)|on purpose|for attention|could write the script|"
    r"why do (?:parents|families|clients|residents|relatives|people's families|dads|mums)|they never learn|hard work today|had (?:it|enough) (?:with|of) (?:her|him|them|these|clients|residents|families|relatives)|"
    r"nightmare (?:family|client|resident|daughter|son|relative|mum)|another (?:sob story|no-?show|time ?waster)|sob stor(?:y|ies)|playing up|plays up|(?:the )?state of (?:that|this|her|his|their|the) (?:house|kitchen|flat|place|bathroom|kids|room)|winds? me up|wound me up|gets? on my (?:nerves|wick|tits)|"
    r"give me strength|and breathe\W|here we go again|princess|her majesty|his lordship|lady muck)\b|🙄",
    any_case=True,
)
_DIG = compile_pattern(
    r"\b(?:wouldn't know [^.!?\n]{2,40} if|couldn't (?:find|organise|organize|run|spell|tell|manage|be trusted)|(?:about )?as (?:useful|much use|helpful) as|"
    r"allergic to (?:work|emails?|answering|replying|phones?)|must be nice|nice for some|never (?:done|worked|set foot|answered|read|seen) (?:a|on|in|an|the|any|one)|"
    r"slow clap|round of applause for (?:whoever|the)|let them eat|pizza party|from (?:his|her|their) (?:yacht|villa|ivory tower|sun lounger|holiday home)|"
    r"has spoken|the great leader|dear leader|our glorious|visionary|so wise|thanks a bunch|cheers for nothing|clear as mud|asleep at the wheel|on another planet|"
    r"in their dreams|how (?:do|does) (?:they|he|she) (?:sleep|still have a job)|(?:he|she|they) gets? paid (?:more|twice|for)|stop the press|shock horror)\b",
    any_case=True,
)
_DIG_AT = compile_pattern(
    r"\b(?:boss|manager|managers|management|director|directors|ceo|chief exec\w*|head office|team leader|supervisor|duty team|the duty|legal team|placements team|"
    r"finance(?: team)?|hr|commissioning(?: team)?|commissioners?|reviewing officer|social workers?|gps?|consultant|receptionist|agency|school|court team|"
    r"children's services|adult social care|[A-Z][a-z]+ (?:Council|team)|colleagues?|the team|brokerage|it department)\b",
    any_case=True,
)
_SARCASM = compile_pattern(
    r"\b(?:adorable|bless their|how sweet|genius|slow clap|well done you|good luck with that|delusional|yeah right|as if)\b[.!]?\s*$",
    any_case=True,
)
_FAMILY_OF_VENT = compile_pattern(
    r"\b(?:clients?|residents?|patients?|service users?|parents?|parenting|famil(?:y|ies)|relatives?|daughter|son|she|he|her|him|them|mum|mums|dads?|my lot|providers?)\b",
    any_case=True,
)
_COARSE = compile_pattern(
    r"\b(?:bellends?|twats?|wankers?|tossers?|dickheads?|arseholes?|knobheads?|pricks?|bastards?|bitch(?:es)?|tosspots?|"
    r"gobshites?|cretins?|morons?|imbeciles?|dunces?|numpt(?:y|ies)|pillocks?|scumbags?|idiots?|halfwits?|dimwits?|plonkers?|toerags?)\b",
    any_case=True,
)
_ILL_WISH = compile_pattern(
    r"\bhope (?:you|she|he|they|it|(?:her|his|their|your)(?: own)?(?: \w+)?) (?:ends? up|gets?|never|loses?|suffers?|chokes?|fails?|has to|have to|feels?|finds? out)\b",
    any_case=True,
)
_ILL_END = compile_pattern(
    r"\bhope (?:her|his|their|your) own\b|\b(?:ends? up|suffers?|chokes?|loses?|rots?)\b",
    any_case=True,
)
_ONESELF = compile_pattern(
    r"\b(?:i'm|i am|i was|i'm such|like|me,?|felt|feel|myself|call(?:ed|s)? me|total|absolute) (?:\w+ ){0,2}$",
    any_case=True,
)
_THREAT = compile_pattern(
    r"\b(?:i(?:'ll| will| am going to|'m going to|'m gonna) (?:kill|hurt|smash|batter|slap|punch|hit|stab|burn|find|get|ruin|finish|do) (?:you|him|her|them|your|his|that)|"
    r"i know (?:where|what) (?:you|she|he|they) (?:live|lives|drive|drives|work|works|park|car|school|kids)|i know (?:what car|which school|where your)|you(?:'ll| will) (?:get|pay|regret|be sorry|wish)|get(?:ting)? what's coming|"
    r"watch your back|(?:we|i) know (?:your (?:street|house|kids|car|face|name|shift|address|school)|who you are)|hope (?:her|his|their|your) (?:own )?(?:mother|mum|dad|kids|family) (?:dies|suffers|burns)|watch yourself|deserves? (?:a slap|a kicking|to die|what)|hope (?:you|she|he|they) (?:die|dies|rot|rots|burn|burns|get cancer)|snitch\w* get|grass(?:es)? get|someone (?:should|needs to) (?:slap|batter|sort))\b",
    any_case=True,
)
_RETALIATES = compile_pattern(
    r"\b(?:whoever (?:grassed|reported|snitched|rang the cqc|called the cqc|complained)|(?:grass|snitch|snake) (?:who|that|in the team|among|who rang|who reported)|we know who (?:reported|rang|complained|you are)|"
    r"(?:watch|find out) who (?:reported|rang|complained))\b",
    any_case=True,
)
_PUBLIC_INSULT = compile_pattern(
    r"\b(?:minister|secretary|mp|mayor|councillor|prime minister|chancellor)\b[^.!?\n]{0,60}\b(?:idiot|moron|twat|wanker|prick|cow|bitch|scum|clown|liar|thick|vile|evil|parasite|bastard)\b",
    any_case=True,
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
    if reading.frames.group == "lived" or _SLUR_IN_TALK.search(reading.shadow):
        return
    for match in any_of("demeaning").finditer(reading.shadow):
        start, end = reading.prepared.sentence_at(match.start())
        near = reading.shadow[max(start, match.start() - 50) : min(end, match.end() + 30)]
        word = match.group().lower()
        soft = word in _SOFT
        whole = reading.shadow
        aimed = _TARGET_IN_CARE.search(near if soft else whole) or reading.cared_for
        if not aimed or _TARGET_STAFF.search(near) or _POLITICS.search(near):
            continue
        if soft and not (_VENTS.search(whole) or (word in _PREDICATES and _IS_A.search(near))):
            continue
        yield conduct("chk.respect", Kind.ABUSE_TERM, match.span(), Level.STOP, "demeaning-words")


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
_IS_A = compile_pattern(
    r"\b(?:is|are|was|were|being|a right|a total|such|the|you|old|little|proper|what a|that) (?:an? )?(?:\w+ ){0,2}(?:stupid|thick|lazy|liars?|useless|cow|disgusting|pathetic|smelly|monsters?|animals|filthy|dirty|lying|git)\b",
    any_case=True,
)
_REPORTED = compile_pattern(
    r"\b(?:told me|said (?:he|she|they)|says (?:he|she|they)|messag\w+ me|threaten\w*|sent me|wrote to me|shouted|screamed)\b",
    any_case=True,
)


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
    return [match.span() for match in any_of("demeaning").finditer(reading.shadow)]


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
