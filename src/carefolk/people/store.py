"""Writing what people read about someone. Needs a clearance; only the wiring file imports this."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from django.db.models import F
from django.utils.html import escape, format_html

from carefolk.audit.models import Clearance
from carefolk.kit.text import links
from carefolk.kit.text.markdown import render
from carefolk.kit.text.sanitise import keep_allowed
from carefolk.people.models import Identity, Profile
from carefolk.people.profiles import ProfileText


def store_profile(
    identity: Identity, *, text: ProfileText, clearance: Clearance, now: datetime
) -> Profile:
    """Write the whole profile of a local identity; the last one is replaced.

    Args:
        identity: whose profile it is.
        text: tidied (profiles.tidy) and checked by the guard.
        clearance: for exactly this text.
        now: when it was cleared.
    """
    values = {
        name: getattr(text, name)
        for name in ProfileText.__dataclass_fields__
        if name not in {"languages", "interests", "fields"}
    }
    values |= {
        "local": True,
        "languages": list(text.languages),
        "interests": list(text.interests),
        "fields": [
            {"name": name, "value": value, "html": _linked(value)} for name, value in text.fields
        ],
        "bio_html": _shown(text.bio),
        "changed_at": now,
        "clearance": clearance,
    }
    changed = Profile.objects.filter(identity=identity).update(version=F("version") + 1, **values)
    if not changed:
        Profile.objects.create(identity=identity, **values)
    # Whoever holds the identity of this request must not go on with the old words.
    identity._state.fields_cache.pop("profile", None)  # noqa: SLF001 - as refresh_from_db does
    return Profile.objects.get(identity=identity)


def _shown(text: str) -> str:
    return render(text, mentions={}, tag_url=lambda name: f"/tags/{quote(name)}/").html


def _linked(value: str) -> str:
    """One line with its links, and no other markup: what the guard read is what is shown."""
    shown, done = "", 0
    for link in links.find(value):
        shown += escape(value[done : link.start]) + format_html(
            '<a href="{}">{}</a>', link.url, link.url
        )
        done = link.end
    return keep_allowed(shown + escape(value[done:]))
