"""The cast: Asha writes, Bron is her manager, Cal is a stranger, Dee moderates.

Functions and not factories: a test says who is there and what they said, and gets real rows
made through the real pathway.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from carefolk.people import actions
from carefolk.people.models import Identity, User
from carefolk.people.profiles import ProfileText
from carefolk.posts.models import Audience, Status
from carefolk.publishing.drafts import Door, Draft
from carefolk.publishing.outcomes import Published
from carefolk.publishing.pipeline import publish
from carefolk.web.accounts.joining import join

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
PASSWORD = "blue kettle on the stove 7"
_number = count(1)


def member(handle: str = "", name: str = "", **profile: Any) -> Identity:
    """Someone who has joined, may sign in with PASSWORD, and has a profile."""
    handle = handle or f"person_{next(_number)}"
    user = User.objects.create_user(f"{handle}@people.example", PASSWORD)
    text = ProfileText(display_name=name or handle.replace("_", " ").title(), **profile)
    identity = join(user=user, handle=handle, text=text, door=Door.COMMAND, now=NOON)
    User.objects.filter(pk=user.pk).update(approved_at=NOON, welcomed_at=NOON, first_run_step=99)
    _confirm(user)
    return Identity.objects.select_related("profile", "user").get(pk=identity.pk)


def say(
    by: Identity,
    text: str,
    *,
    audience: str | Audience = Audience.MEMBERS,
    now: datetime = NOON,
    **more: Any,
) -> Status:
    """A published status. Fails when the guard or a rule does not let it out."""
    outcome = publish(
        Draft(text=text, audience=Audience(audience), **more), by=by, door=Door.COMMAND, now=now
    )
    assert isinstance(outcome, Published), outcome
    return outcome.thing


def follow(follower: Identity, followed: Identity, *, now: datetime = NOON) -> None:
    actions.follow(follower=follower, followed=followed, now=now)


def _confirm(user: User) -> None:
    from allauth.account.models import EmailAddress  # slow import: needs the apps

    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
