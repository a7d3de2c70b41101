"""chk.concern: danger and bad practice told of, and harm that the author admits.

A danger that is disclosed is answered with where to take it: a note with routes, never a block.
What the author admits having done (records made up, care not given, unfit at work, money or
secrets with somebody in care) is a stop, because posting it helps nobody: the route is shown.
Blurred boundaries are a caution with supervision as the route. How to raise concerns is quiet.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.patterns import compile_pattern
from carefolk.guard.proposals import Proposal, conduct
from carefolk.guard.reading import Reading
from carefolk.guard.verdict import Kind, Level

_CHECK = "chk.concern"
_RECORDS = (
    r"(?:(?:signed|ticked|filled in|wrote up|written up|wrote|logged|clocked|initialled|backdated|recorded) (?:(?:for |off |up |in |out )?(?:the|all the|her|his|their|my|every|a) )?(?:\w+ ){0,3}"
    r"(?:calls?|checks?|charts?|visits?|turns|meds|mar|round|rounds|records?|notes|sheets?|log|observations?|obs|boxes)\b[^.!?\n]{0,60}?\b(?:without|from (?:my|the) (?:own )?(?:sofa|bed|car|chair|kitchen|pub|home)|never (?:went|did|done|left|happened|set foot)|not (?:been|gone|done)|before (?:i|we) (?:did|went)|didn't (?:go|do|actually|happen)|at home|in the staff ?room|while (?:i|we) (?:sat|slept|watched)))"
)
_ADMITS = compile_pattern(
    rf"\b(?:{_RECORDS}|"
    r"(?:i|we) (?:backdated|made up|faked|forged|fiddled|falsified) (?:the |my |her |his |a )?\w+|"
    r"(?:hours?|hrs?|mins?|minutes|good|nice|cheeky|little|quick) ?(?:of )?(?:kip|nap|sleep|snooze|doze|shut ?eye) (?:in|on|at) (?:the|a) (?:recliner|sofa|chair|lounge|staff ?room|night|job|shift|empty room|spare room)|(?:buzzers?|call bells?|bells?|alarms?|monitors?|pagers?) (?:on silent|muted|unplugged|off|turned off|switched off)|(?:muted|silenced|unplugged|switched off) (?:the |all the |her |his )?(?:buzzers?|call bells?|bells?|alarms?|monitors?)|(?:fiddled|padded|bumped up|inflated|claimed) (?:my |the )?(?:mileage|timesheets?|expenses|hours)\b[^.!?\n]{0,30}|(?:slept|asleep|kip|napped|dozed) (?:through|on) (?:my|the|a|every)(?: whole| entire)? (?:waking )?(?:night|shift|watch)|fell asleep on (?:shift|nights|duty|my waking)|"
    r"(?:still|half|bit|well|totally) (?:drunk|pissed|hungover|high|stoned|hammered|wasted)\b[^.!?\n]{0,50}\b(?:work|shift|call|driving|round|placement|early|visit|duty)|"
    r"(?:drunk|pissed|stoned|high|hammered) (?:at|on|for|in) (?:work|shift|duty|my shift|the shift|placement)|turned up (?:drunk|hungover|pissed|stoned)|had a (?:drink|spliff|joint|smoke|line) before (?:my |the )?(?:shift|work|call)|"
    r"turned (?:the|her|his|their) (?:buzzer|bell|call bell|alarm|monitor)s? off|took (?:the|her|his) (?:bell|buzzer|call bell|alarm) (?:off|away)|(?:i'll|i will|gonna|going to|i swear i'll) take (?:it|the bell|the buzzer) (?:off|away)|"
    r"left (?:her|him|them) (?:in (?:it|bed|a wet|wet|the)|on the (?:floor|toilet|commode)|without|wet|soiled|to it)|locked (?:her|him|them) in|(?:didn't|never) bother(?:ed)? (?:to|with|feeding|changing|turning|washing)|couldn't be (?:bothered|arsed) (?:to|with) (?:feed|chang|wash|turn|check)\w*|"
    r"skipped (?:her|his|their|the) (?:meds|wash|turn|checks|call|visit|lunch)|gave (?:her|him|them) (?:a bit |double |an )?extra (?:meds|dose|zopiclone|lorazepam|sedat\w+)?|crushed (?:up )?(?:a|some|her|his) \w+ in (?:her|his)|double dosed|"
    r"nicked|helped myself to (?:her|his|their|a few)|pocketed)\b",
    any_case=True,
)
_EXPLOITS = compile_pattern(
    r"\b(?:(?:borrow|borrowed|borrowing|lend|lent|took|taken|got|had) (?:\w+ ){0,2}(?:a )?(?:lend|sub|tap|£ ?\d+\w*|money|cash|a (?:tenner|score|grand|loan|few quid)|\d+ quid|a few quid) (?:off|from) (?:one of |a |my |her |his |our )?\w*|"
    r"(?:lent|gave|left|leaving|signed over) me (?:£ ?\d+|money|her (?:card|pin|house|car)|his (?:card|pin|house|car)|some money|a grand)|put me in (?:her|his) will|in (?:her|his|their) will|(?:eye candy|phwoar|fit as|well fit|wouldn't (?:say no|kick (?:him|her) out)|would (?:definitely |so |totally )?(?:smash|bang|shag)|(?:bod|body|bum|abs|six ?pack|legs|boobs|chest) on (?:him|her|that))|"
    r"(?:keep|keeping|kept) (?:it|this|that) (?:between us|our (?:little )?secret|quiet from|from (?:my|the|his|her) (?:manager|parents|mum|social worker|staff))|our (?:little )?secret|don't tell (?:your|his|her|the) (?:mum|social worker|staff|foster|manager|carers)|"
    r"(?:sleeping|slept|hooked up|snogg\w+|kiss\w+|dating|going out|seeing|relationship|in love|fell for|got off) with (?:(?:a|my|one of my|one of the|an ex-?) )?(?:client|patient|resident|service user|young person|tenant)|"
    r"(?:fancy|fancied|fit|hot|sexy|gorgeous)\b[^.!?\n]{0,30}\b(?:clients?|patients?|residents?|service users?)|(?:dating|date|dated|seeing) (?:a|my|one of my) (?:former |ex-? ?)?(?:client|patient|service user)|"
    r"using (?:her|his|their) (?:card|bank card|pin|blue badge)|her (?:bank )?card for (?:my|me)|vodka|fags? for (?:the )?(?:kids|young people|lads|girls)|buy (?:the )?(?:kids|lads|girls|young people) (?:\w+ )?(?:alcohol|booze|vodka|fags|weed|vapes))\b",
    any_case=True,
)
_IN_CARE = compile_pattern(
    r"\b(?:clients?|residents?|patients?|service users?|young (?:person|people)|kids?|lads?|she|he|her|his|lady|gent|my (?:lot|boss))\b",
    any_case=True,
)
_BLURS = compile_pattern(
    r"\b(?:(?:client|resident|patient|service user|young person|mum|dad|family|daughter|son|relative|parent|tenant)\w*(?:'s)? (?:\w+ )?(?:added|friended|followed|messaged|dm'?d|texted|whatsapped|sent me a (?:friend|follow) request|invited|asked me out)\b|"
    r"(?:added|friended|accept(?:ed)?|follow(?:ed|ing)?) (?:a|my|one of my|the) (?:\w+ )?(?:client|resident|patient|service user|young person|parent|family)\w*|"
    r"(?:friend|follow) request from (?:a|my|one of|the)|(?:reply|replying|text|texting|message|messaging|chat|chatting|snapchat|snapping) (?:to )?(?:my|the|our|a|one of my) (?:young people|clients?|kids|residents?|lads|girls|service users?)|"
    r"(?:gave|give|giving) (?:her|him|them|my (?:clients?|residents?|young people|kids)) my (?:own |personal )?(?:number|mobile|insta|snap|address)|(?:client|resident|patient|service user|lady|gent)\w* (?:gave|bought|left|offered) me (?:a|an|her|his|some|£)|"
    r"(?:accepted|took) (?:a |the )?(?:gift|present|watch|necklace|ring|cheque|envelope)|(?:sell|sold|selling|flog)\w* (?:\w+ ){0,4}(?:to )?(?:residents|clients|patients|families|service users)|"
    r"(?:looked|looking|look|searched|searching|stalk\w*|checked|snooped|googled?|googling) (?:up )?(?:\w+ ){0,3}(?:mum|dad|client|resident|family|ex|parents?|service user|her|his|them|him|their)\w*(?:'s)?(?: \w+){0,2} (?:facebook|insta\w*|profile|up|socials|on facebook|tiktok)|"
    r"(?:fake|second|dummy|burner) (?:account|profile)|using (?:my|a) (?:\w+ )?(?:sister|brother|friend|mate|mum|fake|flatmate|partner|husband|wife)(?:'s)? (?:account|profile|phone|login)|found (?:her|his|their|mum's|dad's|the) (?:\w+ ){0,3}(?:on (?:facebook|insta\w*|tiktok)|online|account|profile)|(?:lent|lends|lending|gave|gives|giving|offered|offers|letting us use|letting me use|let me use|free (?:week|weekend|holiday)) (?:in |at )?(?:me |us )?(?:her|his|their|a week in (?:her|his|their)) (?:\w+ )?(?:caravan|villa|holiday home|cottage|apartment|flat|timeshare|car|chalet|boat)|(?:avon|body shop|scentsy|herbalife|oriflame|candles|catalogue|raffle tickets|jewellery|wax melts|makeup|make-up|perfume|aloe|slimming (?:shakes|teas))\b[^.!?\n]{0,60}\b(?:residents|clients|ladies|my (?:calls|run|round)|families|patients|service users)|(?:residents|clients|ladies|families|patients|service users|my (?:calls|run|round))\b[^.!?\n]{0,60}\b(?:avon|body shop|scentsy|herbalife|wax melts|jewellery|perfume|catalogue|discount code|orders? (?:in|taken))|took (?:her|him|them|one of \w+) home (?:for|to mine)|round (?:to )?my house (?:for|with))\b",
    any_case=True,
)
_FAKES_SICK = compile_pattern(
    r"\b(?:(?:pulled|pulling|threw|throwing|chucked) a sickie|(?:rang|called|phoned) in sick\b[^.!?\n]{0,50}\b(?:😂|lol|beach|pub|hungover|party|festival|holiday)|not really (?:ill|sick)|\"(?:sick|ill|flu|migraine|bad back|tummy bug)\"|self[- ]cert\w*[^.!?\n]{0,30}(?:beach|pub|holiday))",
    any_case=True,
)
_LEAKS = compile_pattern(
    r"\b(?:screenshot\w* (?:of|from)|leak\w*|here's what (?:our|the) (?:manager|boss|ceo) (?:sent|wrote|emailed)|internal (?:email|memo|message)|confidential (?:email|memo))\b[^.!?\n]{0,60}",
    any_case=True,
)
_DANGER = compile_pattern(
    r"\b(?:(?:no|not enough|only (?:one|two|me)) (?:staff|carers?|nurses?)(?: on| for| tonight| on shift)?|unsafe (?:staffing|ratio|levels)|(?:left|leaving|found) (?:residents|people|clients|her|him|them) (?:wet|soiled|in (?:urine|faeces|their own)|on the floor|unfed|without)|"
    r"(?:unexplained|finger ?tip|fresh) bruis\w+|being (?:hit|slapped|abused|neglected|starved|restrained|drugged)|nobody (?:is )?listen\w*|told (?:the|my) manager (?:three times|twice|and nothing|but nothing)|nothing (?:has been|was|gets) done|"
    r"cover(?:ed|ing) (?:it )?up|whistle ?blow\w*|(?:want|wants|wanted) to (?:die|end it|kill (?:myself|himself|herself))|suicidal|going to (?:hurt|kill) (?:myself|himself|herself)|in danger|at risk tonight|frighten(?:s|ed) (?:of|her|him))\b",
    any_case=True,
)
_ADVICE = compile_pattern(
    r"\b(?:if you (?:see|saw|suspect|witness|work)|tell (?:your|safeguarding|someone)|report it|raise (?:it|a concern|concerns)|how to|you are protected|speak up|write the|training|policy|guidance)\b",
    any_case=True,
)


def find(reading: Reading) -> Iterator[Proposal]:
    shadow, frames = reading.shadow, reading.frames
    if frames.invented or frames.group == "outside" or _ADVICE.search(shadow):
        return
    for match in _ADMITS.finditer(shadow):
        yield conduct(_CHECK, Kind.ABUSE_TERM, match.span(), Level.STOP, "admits-harm")
    if frames.group not in ("lived", "relative", "organisation"):
        for match in _EXPLOITS.finditer(shadow):
            if _IN_CARE.search(shadow):
                yield conduct(_CHECK, Kind.ABUSE_TERM, match.span(), Level.STOP, "exploits")
        for pattern in (_BLURS, _FAKES_SICK, _LEAKS):
            for match in pattern.finditer(shadow):
                yield conduct(
                    _CHECK, Kind.ABUSE_TERM, match.span(), Level.CAUTION, "admits-boundary"
                )
    danger = _DANGER.search(shadow)
    if danger:
        yield conduct(_CHECK, Kind.HEALTH_DETAIL, danger.span(), Level.NOTE, "concern-route")
