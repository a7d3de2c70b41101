"""Every message key the guard can emit. Sentences for them live in `publishing/explain.py`.

A key that is not here must not leave the guard; a test walks both lists.
"""

from __future__ import annotations

from typing import Final

CHECKS: Final = (
    "chk.identifiers",
    "chk.case-talk",
    "chk.mosaic",
    "chk.court",
    "chk.venting",
    "chk.colleague",
    "chk.concern",
    "chk.photo",
    "chk.location",
    "chk.audience",
    "chk.claim",
    "chk.respect",
    "chk.boundary",
    "chk.abuse-received",
)

REASONS: Final = frozenset(
    [
        "nhs-number",
        "ni-number",
        "date-of-birth",
        "phone-of-someone",
        "email-of-someone",
        "address-of-someone",
        "door-code",
        "postcode-of-someone",
        "vehicle-of-someone",
        "case-reference",
        "handle-of-someone",
        "own-contact-details",
        "name-with-facts",
        "name-alone",
        "initials",
        "room-number",
        "child-named",
        "family-named",
        "consent-unclear",
        "case-talk",
        "jigsaw",
        "jigsaw-pieces",
        "child-details",
        "photo-caption",
        "court-matter",
        "court-day",
        "venting-person",
        "venting-work",
        "colleague-accused",
        "colleague-blamed",
        "employer-blamed",
        "concern-route",
        "admits-harm",
        "admits-boundary",
        "exploits",
        "live-location",
        "own-location",
        "abusive-words",
        "demeaning-words",
        "discriminates",
        "threat",
        "claim-without-source",
        "audience-wide",
        "abuse-received",
    ]
)

LABELS: Final = frozenset(
    [
        "remove-words",
        "say-person",
        "say-someone-i-support",
        "say-older-person",
        "say-adult",
        "say-young-person",
        "say-child",
        "say-recently",
        "say-somewhere",
        "say-local",
        "say-kinder",
        "keep-private",
        "narrow-audience",
        "route-manager",
        "route-safeguarding",
        "route-supervision",
        "route-support",
        "route-legal",
    ]
)

TOPICS: Final = frozenset(
    [
        "complaint",
        "inspection",
        "death",
        "court",
        "safeguarding",
        "vacancy",
        "event",
        "media",
        "politics",
        "incident",
        "children",
    ]
)
