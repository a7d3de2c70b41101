"""Becoming someone here: an account, an identity, and a name that was checked like any other."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from carefolk.guard import Level
from carefolk.kit.crosscheck import handle_key
from carefolk.kit.errors import Invalid
from carefolk.people import life
from carefolk.people.models import Identity, User
from carefolk.people.profiles import ProfileText
from carefolk.publishing.drafts import Door
from carefolk.publishing.makers.profile import draft_of
from carefolk.publishing.outcomes import Published, Seen
from carefolk.publishing.pipeline import preview, publish


class NameRefused(Invalid):
    code = "name-refused"
    sentence = _("That name cannot be used here. Please choose another one.")


def findings_in_name(name: str, *, handle: str, now: datetime) -> tuple[Seen, ...]:
    """What the guard says of a name at sign-up, without notes. Writes nothing.

    Raises CannotCheck when the guard does not answer.
    """
    nobody_yet = Identity(
        kind=Identity.Kind.PERSON, handle=handle, handle_key=handle_key(handle), created_at=now
    )
    seen = preview(draft_of(ProfileText(display_name=name)), by=nobody_yet, now=now).findings
    return tuple(finding for finding in seen if finding.level is not Level.NOTE)


@transaction.atomic
def join(
    *, user: User, handle: str, text: ProfileText, door: Door, now: datetime, waits: bool = False
) -> Identity:
    """Make the person of an account, with the profile that others will read.

    Args:
        user: the account, saved.
        handle: as typed.
        text: at least a display name.
        door: where it came in.
        now: when.
        waits: hidden until the first complete sign-in (e-mail and approval).

    Raises:
        BadHandle, HandleTaken: the handle.
        ProfileInvalid, CannotCheck: the profile.
        NameRefused: the guard asks about the name, or refuses it.
    """
    identity = life.create_person(handle=handle, user=user, now=now)
    if not isinstance(publish(draft_of(text), by=identity, door=door, now=now), Published):
        raise NameRefused
    if waits:
        life.hide_until_arrival(identity=identity, now=now)
    return identity
