"""What people may choose for a profile: short codes that are kept, words that are shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The built-in roles; a place may set its own list (models.RoleOption).
ROLES: Final[Mapping[str, str | Promise]] = {
    "care-worker": _("Care worker"),
    "social-worker": _("Social worker"),
    "student": _("Student"),
    "nurse": _("Nurse"),
    "occupational-therapist": _("Occupational therapist"),
    "manager": _("Manager"),
    "commissioner": _("Commissioner"),
    "foster-carer": _("Foster carer"),
    "personal-assistant": _("Personal assistant"),
    "relative": _("Relative"),
    "person-who-draws-on-care": _("Person who draws on care"),
    "other": _("Other"),
}

SETTINGS: Final[tuple[str | Promise, ...]] = (
    _("Care home"),
    _("Home care"),
    _("Supported living"),
    _("Day service"),
    _("Hospital"),
    _("Council"),
    _("Charity"),
    _("Fostering or adoption"),
    _("University or college"),
    _("At home"),
)

# Names as the guard knows them; the guard picks its rules by nation.
NATIONS: Final[Mapping[str, str | Promise]] = {
    "England": _("England"),
    "Scotland": _("Scotland"),
    "Wales": _("Wales"),
    "Northern Ireland": _("Northern Ireland"),
}

REGISTERS: Final[Mapping[str, str | Promise]] = {
    "swe": _("Social Work England"),
    "hcpc": _("Health and Care Professions Council"),
    "nmc": _("Nursing and Midwifery Council"),
    "sssc": _("Scottish Social Services Council"),
    "scw": _("Social Care Wales"),
    "niscc": _("Northern Ireland Social Care Council"),
}

INTERESTS: Final[Mapping[str, str | Promise]] = {
    "older-people": _("Older people"),
    "dementia": _("Dementia"),
    "learning-disability": _("Learning disability"),
    "autism": _("Autism"),
    "mental-health": _("Mental health"),
    "children": _("Children and families"),
    "fostering": _("Fostering and adoption"),
    "disability": _("Disability"),
    "deaf": _("Deaf and deafblind people"),
    "end-of-life": _("End of life care"),
    "night-work": _("Night work"),
    "home-care": _("Home care"),
    "research": _("Research"),
    "policy": _("Policy and law"),
    "training": _("Training and careers"),
    "wellbeing": _("Looking after ourselves"),
    "coming-to-uk": _("Coming to work in the UK"),
    "family-carers": _("Family carers"),
}

# Each language in its own name first, so that its speakers find it.
LANGUAGES: Final[Mapping[str, str | Promise]] = {
    "en": _("English"),
    "cy": "Cymraeg (Welsh)",
    "bfi": _("British Sign Language"),
    "gd": "Gàidhlig (Scottish Gaelic)",
    "ga": "Gaeilge (Irish)",
    "ar": "العربية (Arabic)",
    "bn": "বাংলা (Bengali)",
    "es": "Español (Spanish)",
    "fr": "Français (French)",
    "gu": "ગુજરાતી (Gujarati)",
    "hi": "हिन्दी (Hindi)",
    "ig": "Igbo",
    "lt": "Lietuvių (Lithuanian)",
    "ml": "മലയാളം (Malayalam)",
    "ne": "नेपाली (Nepali)",
    "pa": "ਪੰਜਾਬੀ (Punjabi)",
    "pl": "Polski (Polish)",
    "pt": "Português (Portuguese)",
    "ro": "Română (Romanian)",
    "sn": "chiShona (Shona)",
    "so": "Soomaali (Somali)",
    "ta": "தமிழ் (Tamil)",
    "tl": "Filipino",
    "tr": "Türkçe (Turkish)",
    "uk": "Українська (Ukrainian)",
    "ur": "اردو (Urdu)",
    "yo": "Yorùbá (Yoruba)",
}


def role_label(role: str) -> str:
    """A role in the reader's language; a role of the place's own list is shown as it is."""
    return str(ROLES.get(role, role))
