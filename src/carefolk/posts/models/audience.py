"""Who may see: a kind, and for the members of an identity also whose members."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    """The kinds of audience, in words people read. Widest first."""

    EVERYONE = "everyone", _("Everyone on the internet")
    QUIETLY = "everyone-quietly", _("Everyone, but quietly (not in lists or search)")
    MEMBERS = "members", _("Members of this place")
    FOLLOWERS = "followers", _("My followers")
    MEMBERS_OF = "members-of", _("Members of a group or page team")
    MENTIONED = "mentioned", _("Only the people I mention")
    PRIVATE = "private", _("Only me")

    @property
    def width(self) -> int:
        """How wide it is: 0 is private. An edit, reply or boost never gets wider."""
        return _WIDTHS[self]

    @property
    def is_open(self) -> bool:
        """May people without an account read it?"""
        return self in (Audience.EVERYONE, Audience.QUIETLY)


_WIDTHS = {
    Audience.PRIVATE: 0,
    Audience.MENTIONED: 1,
    Audience.MEMBERS_OF: 2,
    Audience.FOLLOWERS: 3,
    Audience.MEMBERS: 4,
    Audience.QUIETLY: 5,
    Audience.EVERYONE: 6,
}

# What a person may pick in the composer, in the order shown.
OFFERED = (
    Audience.MEMBERS,
    Audience.EVERYONE,
    Audience.QUIETLY,
    Audience.FOLLOWERS,
    Audience.MENTIONED,
    Audience.PRIVATE,
)
