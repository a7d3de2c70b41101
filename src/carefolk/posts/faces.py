"""Where the picture of a person is found."""

from __future__ import annotations

from carefolk.people.models import Profile


def avatar_address(profile: Profile) -> str:
    """Where the avatar is served, or empty when there is none."""
    return f"/media/{profile.avatar}" if profile.avatar else ""
