"""Who is spoken of without a name: "my client", "one of my ladies", "our lad", "she" from a worker.

Source: how workers speak of the people they support. `form` is "strong" where the words can only
mean a person in care, "child" for a child in care, "weak" for he and she.

Traps: "our clients" and "residents" in general are everybody; "my lovely ladies in the office" are
colleagues; he and she may be anybody, so they are weak and only join other facts.
"""

from __future__ import annotations

from collections.abc import Iterator

from carefolk.guard.marks import Mark, without_overlaps
from carefolk.guard.patterns import compile_pattern
from carefolk.guard.text import Prepared
from carefolk.guard.verdict import Kind

_IN_CARE = (
    r"(?:client|resident|patient|service user|tenant|young person|supported person|customer|"
    r"placement|detainee|inpatient|lodger)"
)
_PLAIN = (
    r"(?:lad(?:y|ies)?|lads|gent(?:s|lemen|leman)?|gentlem[ae]n|fellas?|chaps?|boys?|girls?|kids?|"
    r"children|youngsters?|lot|ones?|mine|ours|residents|clients|patients|service users|families|"
    r"mums|dads|mothers|tenants|young people|foster (?:kids?|child(?:ren)?)|old (?:dears?|boys?|girls?)|"
    r"teenagers?|parents|guys?|men|women)"
)
_STRONG = tuple(
    compile_pattern(source, any_case=True)
    for source in (
        rf"\b((?:my|our|this morning's|today's|yesterday's|tonight's) (?:\w+ )?{_IN_CARE})(?:'s)?\b",
        rf"\b((?:one|two|three|four|1|2|3|some|another) of (?:the|my|our|his|her) (?:\w+ )?(?:{_IN_CARE}s?|{_PLAIN}))\b",
        r"\b(one of (?:mine|ours))\b",
        r"\b((?:assessed|reviewed|discharged|admitted|sectioned|detained|bathed|washed|looked after|looking after|caring for|supporting|supported|safeguarded) (?:an?|the|this|my|our) (?:\w+[ -]){0,3}\w+)\b",
        r"\b((?:an?|our|another|my|this|that) (?:(?:lovely|dear|old|little|elderly|sweet|wee|young|poor|amazing|remarkable|special|late|gorgeous|feisty|stubborn) ){1,2}(?:lady|gent|gentleman|man|woman|boy|girl|chap|fella|lad|lass|soul|couple))\b",
        r"\b(an? (?:mum|dad|man|woman|lad|girl|boy|patient|client|lady|gent|gentleman|family|child|teenager|couple|carer) on my (?:placement|caseload|ward|round|unit|run|patch|list|books))\b",
        r"\b((?:two|three|four) (?:elderly |old )?(?:brothers|sisters|siblings))\b",
        r"\b(an? (?:man|woman|lady|gentleman|lad|girl|boy|child) of (?:\w+[- ])?(?:\d{1,3}|\w+ty(?:-\w+)?|\w+teen))\b",
        r"\b((?:her|his) (?:care plan|key ?worker|carers|social worker|tenancy|support plan|file))\b",
        rf"\b(an? (?:\w+ )?{_IN_CARE} (?:of mine|today|yesterday|this|last|who|has|had|told|said|tried|refused))\b",
        r"\b((?:the|an?) (?:\w+ )?(?:man|woman|lady|gentleman|lad|girl|boy|family|couple|person|chap|ex-\w+|\w+) I (?:support|supported|care for|look after|visit|visited|assessed|work with))\b",
        r"\b(someone I (?:support|care for|look after|work with))\b",
        r"\b((?:this|a|the|my|our) (?:family|mum|dad|mother|father|case) on my caseload)\b",
        r"\b(on my caseload|my (?:first|last|next|\d{1,2}(?:am|pm|[:.]\d\d)?|\d{1,2} o'clock|morning|lunch|tea|bed|final) (?:call|visit|lady|gent|client|assessment))\b",
        r"\b((?:this morning's|today's|tonight's|yesterday's|last night's) (?:dad|mum|family|visit|client|assessment|detention|removal))\b",
        r"\b(my 1:1|my one to one|my one-to-one|my key ?child|my keyworker child)\b",
        r"\b(?:do|does|did|just|i've|have|had) (?:just )?(?:done|did|completed|finished) (?:the|her|his|a) (assessment|capacity assessment|mha assessment)\b",
    )
)
_CHILD = tuple(
    compile_pattern(source, any_case=True)
    for source in (
        r"\b((?:our|my|the) (?:new )?(?:foster (?:child|son|daughter|lad|girl|boy|baby|toddler)|little (?:one|man|lady|lad|girl|boy)|placement|lo|fc))\b",
        r"\b((?:our|my|the) (?:\w+ )?(?:(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen)[- ](?:year[- ]old|month[- ]old)))\b",
        r"\b(one of (?:the|my|our) (?:\w+ )?(?:kids|children|young people|girls|boys|lads|teenagers|youngsters|little ones))\b",
        r"\b(placement (?:number )?(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+))\b",
        r"\b(arrived with us|came to us|moved in with us|placed with us|we're keeping (?:her|him|them))\b",
        r"\b((?:his|her|their) (?:own )?(?:social worker|foster placement|care plan|contact visit|adoption))\b",
        r"\b(for adoption|to be adopted|new mum|forever family|contact (?:with|visit))\b",
    )
)
_WEAK = compile_pattern(
    r"\b(he|she|him|her|his|hers|he's|she's|he'd|she'd|shes|hes)\b", any_case=True
)


def find(prepared: Prepared) -> Iterator[Mark]:
    shadow = prepared.shadow
    found = [
        Mark(Kind.PERSON_CARED_FOR, *match.span(1), form, match.group(1))
        for form, patterns in (("strong", _STRONG), ("child", _CHILD))
        for pattern in patterns
        for match in pattern.finditer(shadow)
    ]
    yield from without_overlaps(found)
    for match in _WEAK.finditer(shadow):
        yield Mark(Kind.PERSON_CARED_FOR, *match.span(1), "weak", match.group(1))
