"""Ending the sign-ins of an account: after a new password, a suspension, or leaving."""

from __future__ import annotations

from allauth.usersessions.models import UserSession

from carefolk.people.models import User


def end_sessions(user: User, *, keep: str | None = None) -> int:
    """End every sign-in of this account at once.

    Args:
        user: whose.
        keep: session key of the one that goes on (the browser that asked), if any.

    Returns:
        How many ended.
    """
    ended = 0
    for session in UserSession.objects.filter(user=user).exclude(session_key=keep or ""):
        session.end()
        ended += 1
    return ended
