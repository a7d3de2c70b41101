"""Ways out of a finding that keep the author's point: pure suggestions, the best first.

A replacement fits the words it stands for: "94-year-old" becomes "older person", "on Tuesday"
becomes "recently", "my client" becomes "someone I support". Offsets are those of the original.
"""

from __future__ import annotations

from carefolk.guard.patterns import compile_pattern
from carefolk.guard.proposals import Proposal
from carefolk.guard.verdict import Axis, Kind, Level, Mend, MendKind

_CHILD_AGE, _YOUNG_AGE, _OLDER_AGE = 13, 18, 65
_ARTICLE = compile_pattern(r"(?:^|[^A-Za-z])([Aa]n?\s)$")
_OWNED = compile_pattern(r"(?:^|[^A-Za-z])((?:[Oo]ur|[Mm]y|[Tt]he|[Tt]his|[Tt]hat)\s)$")
_PERSON_NEXT = compile_pattern(
    r"^\s+(?:man|woman|lady|gentleman|gent|lad|girl|boy|chap|resident|client|patient|person)"
)
_PRIVATE = Mend(MendKind.KEEP_PRIVATE, "keep-private")
_NARROW = Mend(MendKind.NARROW_AUDIENCE, "narrow-audience")
_ROUTES = {
    "concern-route": ("route-safeguarding", "route-manager"),
    "admits-harm": ("route-manager", "route-supervision"),
    "admits-boundary": ("route-supervision",),
    "exploits": ("route-safeguarding", "route-manager"),
    "abuse-received": ("route-support", "route-manager"),
    "court-matter": ("route-legal",),
    "court-day": ("route-legal",),
    "colleague-accused": ("route-manager",),
    "colleague-blamed": ("route-manager",),
    "employer-blamed": ("route-manager",),
    "venting-person": ("route-supervision",),
    "venting-work": ("route-supervision",),
}


def mends_for(proposal: Proposal, start: int, end: int, text: str) -> tuple[Mend, ...]:
    """The mends of one finding.

    Args:
        proposal: the finding.
        start: first marked character of the original.
        end: behind the last one.
        text: the original.
    """
    routes = tuple(Mend(MendKind.ROUTE, label) for label in _ROUTES.get(proposal.reason_key, ()))
    if proposal.level is Level.NOTE:
        return (*routes, _NARROW) if proposal.reason_key == "audience-wide" else routes
    in_text: list[Mend] = []
    if end > start:
        general = _generalised(proposal, text[start:end])
        if general is not None:
            label, replacement = general
            in_text.append(_fitted(label, replacement, start, end, text))
        in_text.append(Mend(MendKind.REMOVE, "remove-words", start, end))
    if proposal.axis is Axis.CONDUCT:
        return (*routes, _PRIVATE, *in_text)
    return (*in_text, _PRIVATE, *routes)


def _fitted(label: str, replacement: str, start: int, end: int, text: str) -> Mend:
    """The replacement with the article and the noun around it: "a 94-year-old lady"."""
    if replacement.endswith(" person") and _PERSON_NEXT.search(text[end : end + 16]):
        replacement = replacement.removesuffix(" person")
    owned = _OWNED.search(text[max(0, start - 6) : start])
    if owned is not None and replacement.startswith("someone"):
        begins = owned.group(1)[0].isupper()
        replacement = replacement[0].upper() + replacement[1:] if begins else replacement
        return Mend(MendKind.REPLACE, label, start - len(owned.group(1)), end, replacement)
    article = _ARTICLE.search(text[max(0, start - 4) : start])
    if article is None or replacement[:2] in ("a ", "an"):
        return Mend(MendKind.REPLACE, label, start, end, replacement)
    fresh = "an" if replacement[0] in "aeiou" else "a"
    fresh = fresh.capitalize() if article.group(1)[0] == "A" else fresh
    width = article.end() - article.start(1)
    return Mend(MendKind.REPLACE, label, start - width, end, f"{fresh} {replacement}")


def _generalised(proposal: Proposal, words: str) -> tuple[str, str] | None:
    small = words.lower()
    if proposal.kind is Kind.AGE:
        return _age_band(proposal, small)
    if proposal.kind is Kind.DATE_TIME_OF_EVENT:
        return "say-recently", _cased("recently", words)
    if proposal.kind is Kind.PERSON_CARED_FOR:
        possessive = "'s" if small.endswith(("'s", "’s")) else ""
        return "say-someone-i-support", _cased(
            "someone I support", words if proposal.form != "title" else ""
        ) + possessive
    if proposal.kind is Kind.FAMILY_OF_PERSON:
        return "say-person", _cased("a relative", words)
    if proposal.kind is Kind.PLACE_OF_CARE:
        return "say-somewhere", _place(small)
    if proposal.kind is Kind.STAFF_NAMED_NEGATIVELY:
        return "say-person", _cased("someone at work", "")
    return None


def _age_band(proposal: Proposal, small: str) -> tuple[str, str]:
    digits = "".join(filter(str.isdigit, small))
    number = int(digits) if digits else _spelt(small)
    if number >= _OLDER_AGE:
        label, band = "say-older-person", "older person"
    elif number < _CHILD_AGE:
        label, band = "say-child", "child"
    elif number < _YOUNG_AGE:
        label, band = "say-young-person", "young person"
    else:
        label, band = "say-adult", "adult"
    if proposal.form == "aged":
        band = f"{'an' if band[0] in 'aeiou' else 'a'} {band}"
    return label, band


def _spelt(small: str) -> int:
    for word, value in (
        ("ninet", 90),
        ("eight", 80),
        ("sevent", 70),
        ("sixt", 60),
        ("fift", 50),
        ("fort", 40),
        ("thirt", 30),
        ("twent", 20),
    ):
        if word + "y" in small or word + "ies" in small:
            return value
    return 15 if "teen" in small else 8


def _place(small: str) -> str:
    for word, general in (
        ("school", "a school"),
        ("academy", "a school"),
        ("primary", "a school"),
        ("hospital", "a hospital"),
        ("infirmary", "a hospital"),
        ("ward", "a ward"),
        ("court", "a court"),
        ("church", "a church"),
        ("park", "a park"),
    ):
        if word in small:
            return general
    return "a place nearby"


def _cased(replacement: str, words: str) -> str:
    """Begin with a capital where the words begin a sentence; names have one anyway."""
    begins = words in ("Today", "Yesterday", "Tonight", "Last night", "This morning", "My client")
    return replacement[:1].upper() + replacement[1:] if begins else replacement
