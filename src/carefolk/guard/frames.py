"""What kind of text it is: things that make the same words harmless.

A labelled training case, a citation, an advert, a statistic, a hypothetical, one's own story, a
thank-you: each frame is one predicate over the whole text, with its cues in one place.
"""

from __future__ import annotations

from dataclasses import dataclass

from carefolk.guard.patterns import compile_pattern
from carefolk.guard.text import Prepared

_CUES = {
    "invented": (
        r"\b(?:invented|made[- ]up|fictional|fictitious|hypothetical\w*|imaginary|not a real (?:person|case)|"
        r"case stud(?:y|ies)|vignette|scenario|role[- ]?play|composite|training (?:case|example)|"
        r"worked example|imagine (?:a|an|you|that|if|someone|being)|suppose (?:a|an|you|that)|"
        r"picture this|let's say|say (?:a|an|your) (?:\d+|man|woman|person|resident|client|nan|mum)|"
        r"exam question|quiz question|what would you do if)\b"
    ),
    "promotes": (
        r"\b(?:vacanc\w+|(?:carers?|nurses?|assistants?|workers?|drivers?|cook|chef|cleaner|staff|manager|volunteers?|mentors?|tutors?) (?:needed|wanted|required)|£\d+\.\d\d(?: ?(?:ph|p/h|per hour|an hour|/hr))?|(?:every other|alternate) weekends?|immediate start|closing date|we're hiring|we are hiring|now hiring|hiring|recruiting|apply (?:now|by|at|online)|"
        r"join (?:us|our team)|book (?:now|your|a place|online|on)|tickets?|free entry|free event|all welcome|"
        r"everyone(?:'s)? welcome|dogs welcome|drop in|drop-in|pop in|come along|open day|open morning|"
        r"coffee morning|lunch club|raffle|fundrais\w+|fete|sponsor\w*|webinar|conference|workshop|"
        r"starts? (?:at )?\d|doors open|places (?:left|available)|spaces available|rooms? available|"
        r"call us|ring us|email us|contact us|get in touch|visit us|find us|more info|details (?:at|from|on)|"
        r"sign up|volunteers? (?:needed|wanted)|participants|wanted for a study|take part|voucher|"
        r"survey closes|we want to hear from|registration|per hour|an hour|sleep-?ins? paid|"
        r"meet (?:by|at|outside)|bring a|under 18s|over 55s|helmets|entry £?\d|£\d+ at|back (?:next|on) \w+day|is back)\b"
    ),
    "cites": (
        r"\b(?:book|books|chapter|paper|article|essay|novel|memoir|podcast|lecture|keynote|talk by|talk on|"
        r"journal|blog (?:by|from)|author\w*|professor|prof|theor\w+|research by|study by|studies|"
        r"findings|et al|thesis|edition|publish\w+|poem|poet|reread\w*|reading list|quot\w+|"
        r"documentary|character|soap|sitcom|cartoon|fairy ?tale|disney|pixar|box ?set|netflix|iplayer|corrie|eastenders|emmerdale|casualty|holby|downton|panto\w*|storybook|audiobook|film|movie|episode|series|watched|bingeing|panto|musical|play at|radio 4|column|"
        r"the code says|the act says|guidance says|section \d+ says|the evidence)\b"
    ),
    "case_law": (
        r"(?:\b[A-Z][A-Za-z& ]{0,30} v\.? (?:[A-Z][\w]+|the )|\bRe [A-Z][\w-]*\b|\[\d{4}\]|\bEWCA\b|\bEWHC\b|"
        r"\bUKSC\b|\b(?:case law|caselaw|reported case|the judgment in|published judgment|supreme court|"
        r"court of appeal|cheshire west)\b)"
    ),
    "counts": (
        r"\b(?:per cent|percent|median|average|on average|survey|sample|respondents|statistics?|"
        r"nationally|data|figures|the study|between \d{4} and|since \d{4}|in \d{4} (?:there|we)|"
        r"\d[\d,]* (?:people|care workers|beds|homes|vacancies|adults|children in|carers|staff))\b|\d ?%|£\d[\d.,]* ?(?:bn|billion|m|million)\b"
    ),
    "praises": (
        r"\b(?:thank|thanks|thankyou|thank you|ta|cheers|shout[- ]?out|well done|congrat\w+|proud of|"
        r"big up|hats off|kudos|three cheers|hero|legend|best colleague|star|superstar|brilliant|amazing|"
        r"what a team|dream team|so lucky|lucky to (?:have|work)|diamond|gem|treasure|smashed it|nailed it|above and beyond|extra mile|round of applause|applause|credit to|props to|respect to|couldn't (?:do|have done) (?:it|this|that) without|made my (?:day|week|shift)|saved my|stayed (?:late|on|behind)|stepped (?:up|in)|good luck|farewell|leaving do|last (?:day|shift)|welcome (?:back|aboard)|new (?:starter|recruit|manager|deputy)|kept (?:us|everyone) (?:going|calm)|covers? for|delighted|that's class|class act|appreciat\w+|grateful|welcome to the team|welcome (?:our )?new|"
        r"happy retirement|retir(?:es|ing|ement)|years of service|long service|award\w*|winner|won the|"
        r"finalist|shortlisted|prize|passed (?:her|his|their)|qualified|promoted|first day|employee of)\b"
    ),
    "staff": (
        r"\b(?:colleagues?|manager|deputy|team leader|team|boss|supervisor|mentor|cook|chef|kitchen|"
        r"housekeep\w+|cleaner|handyman|maintenance|receptionist|admin|administrator|night team|"
        r"our nurse|nurses|carer of the|apprentice|trainee|trainer|tutor|lecturer|practice educator|"
        r"pe|hr|office|rota|shift|shifts|swap(?:ped)?|covered|co-?worker|work mate|workmate|"
        r"from (?:payroll|hr|finance|the office|accounts|it)|volunteer|minibus driver|social worker|"
        r"the girls at work|new starter|nvq|level \d|drove (?:back|me|over)|ordered|fixed|brought (?:in )?(?:cakes?|biscuits)|"
        r"made (?:us|me) (?:a )?(?:tea|brew|cuppa|laugh)|colleague|catering|housekeeper|activities lead)\b"
    ),
    "consented": (
        r"\b(?:signed the (?:consent )?form|asked (?:us|me) to (?:share|post|put|tell|say)|asked for this|"
        r"wanted (?:us|me) to (?:share|post|tell|put)|with (?:her|his|their) (?:own )?(?:permission|consent|ok|okay|say-so|blessing)|"
        r"gave (?:me |us |her |his |their )?(?:permission|consent)|(?:she|he|they) (?:said|says) (?:yes|i can|we can|i could|we could|to share|it's fine)|"
        r"has (?:agreed|consented|approved|read (?:this|it))|read (?:this|it) (?:first|over|through)|"
        r"approved (?:the|this)|consent (?:given|in place|on file|obtained)|chose (?:the|this) (?:photo|picture|words)|"
        r"shared with (?:permission|consent)|happy for (?:us|me) to (?:share|post)|wrote this (?:herself|himself|themselves|with))\b"
    ),
    "assumed": (
        r"\b(?:would have wanted|'d have wanted|would want (?:us|me)|wouldn't mind|won't mind|sure (?:she|he|they)|couldn't resist|"
        r"(?:family|mum|daughter|son|wife|husband|parents) (?:said|says|is|are|was|were|gave) (?:it's )?(?:ok|okay|fine|happy|yes|permission|consent|us the ok)|"
        r"can't (?:consent|say no)|no idea (?:she|he)|doesn't know (?:i|we)|don't tell)\b"
    ),
    "long_ago": (
        r"\b(?:years ago|decades ago|when i (?:started|qualified|was (?:a student|newly qualified|training))|back in the (?:day|\w+ties)|"
        r"once (?:told|said|asked)|in my (?:first|early) (?:year|job|career|placement)|early in my career|a long time ago)\b"
    ),
    "about_self": (
        r"\b(?:i'm (?:autistic|deaf|blind|disabled|bipolar|\d+|a wheelchair user|in recovery|living with|a service user|depressed|diabetic|epileptic)|"
        r"i am (?:autistic|deaf|blind|disabled|bipolar|\d+|living with)|i have (?:a |an )?\w+|i've (?:a|an|got|had) |i was (?:sectioned|diagnosed|signed off|in care|adopted|detained|in hospital)|"
        r"my (?:own )?(?:carers?|pa|pas|support worker|social worker|diagnosis|depression|anxiety|burnout|illness|disability|wheelchair|stroke)|as a (?:disabled|care-experienced|care leaver|wheelchair)|"
        r"care[- ]experienced|care leaver|when i was (?:in care|ill|in hospital|on the ward))\b"
    ),
    "public_life": (
        r"\b(?:ministers?|secretary of state|mps?|parliament|election|campaign trail|party|white paper|green paper|the bill|reforms?|speech|"
        r"conference|interview\w*|select committee|commons|lords|inquiry|press|newspaper|founder|pioneer|campaigner|trustee|patron|"
        r"former (?:director|manager|colleague|chair|chief)|who (?:led|founded|chaired|wrote|taught)|worked (?:here|with us|alongside)|"
        r"joined (?:us|the team)|years in (?:post|practice)|our friend and colleague|obituary|tributes?)\b"
    ),
    "chat_answer": r"(?:^\s*[AQ]\d{1,2}\b|#\w*(?:chat|tuesday|wednesday|thursday|hour|talk)\b)",
    "own_family": (
        r"\b(?:my (?:own |late |lovely |little |elderly )?(?:mum|mam|mom|mother|dad|father|nan|nana|nain|taid|gran|granny|grandma|grandad|grandpa|grandmother|grandfather|wife|husband|partner|son|daughter|brother|sister|auntie|aunt|uncle|grandson|granddaughter|cousin|niece|nephew|kids?|child|children|boy|girl|lad|baby|in-laws|mother-in-law|father-in-law|other half)|"
        r"(?:^|[.!?]\s+)(?:mum|mam|dad|nan|gran|grandad)\b)"
    ),
    "generic": (
        r"\b(?:if (?:a|an|you|your|someone|anyone|somebody) (?:child|person|resident|client|see|saw|work|know|think|suspect|can't|cannot|don't)|"
        r"people (?:ask|say|often|always|think|who)|many people|most people|nobody tells you|every (?:resident|child|client|person|one of us)|"
        r"remember:|top tip|reminder|tip for|the best|what does|what do|how do (?:you|we|others)|has any(?:one|body)|does any(?:one|body)|any(?:one|body) (?:got|know|else|used|tried|have)|"
        r"people with|those of us|a person's|someone's)\b"
    ),
}
_COMPILED = {
    name: compile_pattern(source, any_case=name not in {"case_law"})
    for name, source in _CUES.items()
}

_GROUPS = {
    "child": (
        "foster",
        "child",
        "youth",
        "family support",
        "residential child",
        "adoption",
        "school",
        "early years",
        "nursery",
    ),
    "relative": ("relative", "unpaid", "family carer", "parent", "daughter", "son ", "kinship"),
    "lived": (
        "lived experience",
        "draws on",
        "service user",
        "care leaver",
        "care-experienced",
        "person who",
    ),
    "organisation": ("organisation", "page", "provider", "charity", "employer"),
    "outside": (
        "academic",
        "trainer",
        "commissioner",
        "journalist",
        "research",
        "lecturer",
        "policy",
        "councillor",
        "other",
        "practice educator",
    ),
}


@dataclass(frozen=True, slots=True)
class Frames:
    """Which frames a text has, and which group its author belongs to."""

    invented: bool
    promotes: bool
    cites: bool
    case_law: bool
    counts: bool
    praises: bool
    staff: bool
    consented: bool
    assumed: bool
    long_ago: bool
    about_self: bool
    public_life: bool
    chat_answer: bool
    own_family: bool
    generic: bool
    group: str

    @property
    def works_in_care(self) -> bool:
        """Whether he and she, from this author, may well be a person in care."""
        return self.group in ("worker", "child")


def read_frames(prepared: Prepared, author_role: str) -> Frames:
    """Recognise the frames of a text by an author with this role."""
    seen = {
        name: pattern.search(prepared.shadow) is not None for name, pattern in _COMPILED.items()
    }
    return Frames(**seen, group=group_of(author_role))


def group_of(author_role: str) -> str:
    """The group of an author: child, relative, lived, organisation, outside or worker."""
    role = author_role.lower()
    for group, cues in _GROUPS.items():
        if any(cue in role for cue in cues):
            return group
    return "worker"


def has_frame(name: str, text: str) -> bool:
    """Whether one frame's cues stand in a piece of text."""
    return _COMPILED[name].search(text) is not None
