"""Facts that single somebody out: "the only", a former calling, a rare event, a record, the news.

Source: the jigsaw test that regulators ask for: could a neighbour say who this is?

Traps: "the only way", "the first step", "the one thing" are everyday speech; the words that follow
must be about a person. `form` names the kind of circumstance.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark, without_overlaps
from carefolk.guard.patterns import alternatives, compile_pattern, words
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_PERSON = (
    r"(?:man|men|woman|lady|ladies|gent|gentleman|chap|fella|fellow|bloke|lad|lass|girl|boy|kid|child|"
    r"teenager|toddler|baby|person|one|resident|patient|client|pupil|tenant|wheelchair user|couple|"
    r"family|mum|dad|mother|father|gran|nan|granny|widow|widower|survivor|nun|vicar|farmer|chap|"
    r"(?:black|asian|chinese|deaf|blind|polish|welsh|jewish|muslim|sikh|trans|gay)\s+\w+)"
)
_JOB = alternatives(words("occupations"))
_PATTERNS = tuple(
    (form, compile_pattern(source, any_case=True))
    for form, source in (
        (
            "only",
            rf"\b(the (?:only|oldest|youngest|last|first|longest|tallest)(?: \w+){{0,2}} {_PERSON})\b",
        ),
        (
            "only",
            rf"\b(only {_PERSON} in (?:the|our|this) (?:village|town|street|county|school|home|valley|island))\b",
        ),
        ("who", rf"\b(the {_PERSON} (?:who|that|with the|from the|whose) [^.!?,;\n]{{3,60}})"),
        ("who", r"\b(the one (?:with|who|from) [^.!?,;\n]{3,60})"),
        ("calling", rf"\b((?:retired|former|ex)[- ](?:\w+ )?{_JOB})"),
        (
            "calling",
            rf"\b((?:he|she|who|they|lady|gent|gentleman|man|woman|lad|chap|bloke|resident|client)(?: was|'s| is)(?: once| originally)? an? (?:retired |former |famous |\w+ )?{_JOB})",
        ),
        (
            "calling",
            r"\b(used to (?:be|fly|play|sing|dance|run|drive|own|work|teach|box|race|ride|paint|write|train|deliver|coach|conduct|captain|breed|keep|ring|present)\b[^.!?,;\n]{2,50})",
        ),
        (
            "calling",
            r"\b(\w+ (?:\w+ )?(?:for|over) (?:\w+ )?(?:twenty|thirty|forty|fifty|sixty|\d{2}) years)\b",
        ),
        (
            "calling",
            r"\b((?:played|sang|danced|boxed|rode|swam|ran|flew|fought|painted|raced|acted) (?:for|with|in|at|the) (?:the )?(?:[a-z]+ )?(?:england|scotland|wales|ireland|olympic\w*|wimbledon|war|d-day|spitfires?|lancasters?|beatles|national|queen|royal|city|united|county|bbc|west end|theatre)[^.!?,;\n]{0,20})\b",
        ),
        (
            "record",
            r"\b((?:won|wins|winning|beat|broke|broken|holds|held|set) (?:the |a |an |his |her )?(?:[\w'-]+ ){0,4}(?:record|medal|championship|champion|final|finals|lottery|title|prize|trophy|cup|competition|tournament|under-\d+s|race|marathon))\b",
        ),
        (
            "record",
            r"\b((?:got|made it|through|entered|auditioned|applied|appeared|been|was|is|are) (?:in|on|onto|to|into|thru to|through to|for)? ?(?:the )?(?:mastermind|the voice|x factor|britain's got talent|strictly|gladiators|countdown|the chase|telly|tv|news|papers?|local paper|front page))\b",
        ),
        (
            "record",
            r"\b(sang (?:the|a) solo|played the lead|star of the show|man of the match|carnival queen|may queen|head (?:boy|girl))\b",
        ),
        (
            "event",
            r"\b((?:the|that|a|in the|in a) (?:house |flat |car |coach |bus |train |school |gas )?(?:fire|explosion|crash|stabbing|shooting|siege|flood|drowning|murder|kidnap\w*|hostage\w*|air crash))\b",
        ),
        (
            "event",
            r"\b((?:on|all over|made|in) the (?:news|telly|local paper|front page|papers))\b",
        ),
        (
            "event",
            r"\b(airlift\w*|air ambulance|helicopter|lifeboat|coastguard|rescued from|pulled from|cut out of|armed police|police siege|on the roof|jumped (?:off|from)|stood on the (?:bridge|roof|ledge))\b",
        ),
        (
            "family",
            r"\b((?:all |the )?(?:three|four|five|six|seven|eight|nine|ten) (?:little ones|boys|girls|kids|children|siblings|brothers|sisters|of them))\b",
        ),
        (
            "family",
            r"\b((?:sibling group|sibship|siblings?|family|group|set) of (?:three|four|five|six|seven|eight|nine|ten|\d{1,2}))\b",
        ),
        (
            "family",
            r"\b((?:three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:\w+ )?(?:siblings|brothers|sisters|half-siblings))\b",
        ),
        (
            "family",
            r"\b((?:her|his|their) (?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) (?:baby|child|removal|placement|school|move))\b",
        ),
        (
            "pets",
            r"\b((?:his|her|their|with|and) (?:\w+ )?(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,3}|pet|beloved) (?:\w+ )?(?:cats|dogs|parrots?|budgies|ferrets|snakes?|pigs?|rats|rabbits|greyhounds|chickens|hens|goats|alpacas|tortoises?|tortoise))\b",
        ),
        (
            "pets",
            r"\b(african grey|peacocks?|micro ?pig|pot-?bellied pig|shetland pony|parrot|macaw|cockatoo|tortoise|tarantula)\b",
        ),
        ("family", r"\b((?:identical )?(?:twins|triplets|quads))\b"),
        (
            "thing",
            r"\b((?:an?|the|his|her|that) (?:tattoo|collection|statue|parrot|python|snake|alpaca|llama|donkey|monkey|iguana|tarantula|ferrets?|steam (?:engine|fair)|vintage \w+|\w+ shop) (?:of|in|with|on) [^.!?,;\n]{2,30})",
        ),
        (
            "thing",
            r"\b(glass eye|wooden leg|facial tattoo|tattoo of [^.!?,;\n]{2,30}|one-legged|one legged|conjoined|siamese)\b",
        ),
        (
            "event",
            r"\b(steam fair|steam rally|agricultural show|highland games|eisteddfod|county show|pride parade|christmas market|balloon festival|regatta)\b",
        ),
        (
            "feat",
            r"\b((?:ran|run|walked|cycled|swam|rowed|climbed|flew|sailed|hitchhiked|drove|escaped|eloped|emigrated|skydived|parachuted|abseiled) (?:\w+ ){0,4}(?:marathon|channel|everest|atlantic|land's end|lands end|desert|mountain|alps|snowdon|ben nevis|siberia|iron curtain|berlin wall|titanic|plane|everglades))\b",
        ),
    )
)


def find(prepared: Prepared) -> Iterator[Mark]:
    found = [
        Mark(Kind.RARE_CIRCUMSTANCE, *match.span(1), form, match.group(1))
        for form, pattern in _PATTERNS
        for match in pattern.finditer(prepared.shadow)
    ]
    yield from without_overlaps(found)
