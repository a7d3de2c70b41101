"""The guard's message keys as sentences: one each, under 25 words, in the reader's language."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from carefolk.guard import Finding, Mend

REASONS: Final[dict[str, str | Promise]] = {
    "nhs-number": _("This is an NHS number. It points at one person and nobody else."),
    "ni-number": _("This is a National Insurance number. It points at one person and nobody else."),
    "date-of-birth": _("A date of birth can show who this person is."),
    "phone-of-someone": _("This looks like the phone number of someone you support."),
    "email-of-someone": _("This looks like the email address of someone you support."),
    "address-of-someone": _("This looks like an address where someone gets care."),
    "door-code": _("A door or key-safe code lets anyone in. Please never post one."),
    "postcode-of-someone": _("A postcode can lead to the door of someone you support."),
    "vehicle-of-someone": _("A number plate can lead to one person."),
    "case-reference": _("A case or record number can lead to one person."),
    "handle-of-someone": _("This name on another site leads straight to one person."),
    "own-contact-details": _(
        "This looks like your own contact details. Anyone who reads this can use them."
    ),
    "name-with-facts": _(
        "This names someone who gets care, and says something private about them."
    ),
    "name-alone": _("This may be the name of someone you support. Readers may know them."),
    "initials": _("Initials and a detail are often enough to know who someone is."),
    "room-number": _("A room or bed number stands for one person."),
    "child-named": _("This may name a child in care. They must never be known from a post."),
    "family-named": _("This names someone in your family and says something private about them."),
    "consent-unclear": _("Did this person say yes to being named here? Their own yes is needed."),
    "case-talk": _(
        "This tells about one person you support. They or their family may know it is them."
    ),
    "jigsaw": _("No name, but these details together can show who this is."),
    "jigsaw-pieces": _("Someone who knows this person may work out who it is from these details."),
    "child-details": _("These details may show which child this is."),
    "photo-caption": _(
        "Even with faces hidden, the place or the day can show who is in the picture."
    ),
    "court-matter": _("Details of a court case may not be posted. It can be against the law."),
    "court-day": _("A day or place in court can show which case this is."),
    "venting-person": _(
        "This may read as a moan about people you support. Would they be hurt to read it?"
    ),
    "venting-work": _("This may read as a moan about work that your employer can see."),
    "colleague-accused": _(
        "This accuses someone by name. It can hurt them and it can get you into trouble."
    ),
    "colleague-blamed": _(
        "This blames people you work with. There are better ways to put it right."
    ),
    "employer-blamed": _(
        "This attacks an employer. You may say it, but think about who will read it."
    ),
    "concern-route": _(
        "This sounds like someone may be at risk. Please tell someone who can act today."
    ),
    "admits-harm": _(
        "This says that care was not given as it should be. A post will not put it right."
    ),
    "admits-boundary": _(
        "This may cross the line between work and private life. Talk it over with someone first."
    ),
    "exploits": _("Money, secrets or romance with someone you support can do serious harm."),
    "live-location": _("This shows where someone you support is right now."),
    "own-location": _("This shows where you are. You could post it later."),
    "abusive-words": _(
        "These words put people down. They can hurt, and can cost someone their registration."
    ),
    "demeaning-words": _("These words take away the dignity of people who get care."),
    "discriminates": _("This runs people down for who they are. That may be against the law."),
    "threat": _("This reads as a threat."),
    "claim-without-source": _(
        "This gives advice about health or law. Could you say where it comes from?"
    ),
    "audience-wide": _("Many people will be able to read this. You could choose fewer."),
    "abuse-received": _(
        "It sounds like someone is abusing you. You do not have to put up with it."
    ),
}

LABELS: Final[dict[str, str | Promise]] = {
    "remove-words": _("Remove these words"),
    "say-person": _("Say it without the name"),
    "say-someone-i-support": _("Say “someone I support”"),
    "say-older-person": _("Say “older person”"),
    "say-adult": _("Say “adult”"),
    "say-young-person": _("Say “young person”"),
    "say-child": _("Say “child”"),
    "say-recently": _("Say “recently”"),
    "say-somewhere": _("Leave out the name of the place"),
    "say-local": _("Say “local”"),
    "say-kinder": _("Say it more kindly"),
    "keep-private": _("Keep it as a private note"),
    "narrow-audience": _("Show it to fewer people"),
    "route-manager": _("Tell your manager"),
    "route-safeguarding": _("Tell the safeguarding team"),
    "route-supervision": _("Talk about it in supervision"),
    "route-support": _("Get help with abuse"),
    "route-legal": _("Ask your legal team"),
}

CHECK_TITLES: Final[dict[str, str | Promise]] = {
    "chk.identifiers": _("Names and numbers"),
    "chk.case-talk": _("Talking about a person you support"),
    "chk.mosaic": _("Details that fit together"),
    "chk.court": _("Court"),
    "chk.venting": _("Letting off steam"),
    "chk.colleague": _("Colleagues and employers"),
    "chk.concern": _("Someone may be at risk"),
    "chk.photo": _("Pictures of people"),
    "chk.location": _("Where someone is"),
    "chk.audience": _("Who can read this"),
    "chk.claim": _("Advice and facts"),
    "chk.respect": _("Respect"),
    "chk.boundary": _("Work and private life"),
    "chk.abuse-received": _("Abuse against you"),
}


def reason(finding: Finding) -> str:
    """Why a finding was made, in one sentence."""
    return str(REASONS[finding.reason_key])


def label(mend: Mend) -> str:
    """What the button of a mend says."""
    return str(LABELS[mend.label_key])


def title(check: str) -> str:
    """The name of a check for people."""
    return str(CHECK_TITLES[check])
