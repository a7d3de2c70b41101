"""Who may do what to whom. Pure: from values to values; an error carries the reason."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from carefolk.kit.errors import NotAllowed
from carefolk.people.models import Follow, Identity


class NotToYourself(NotAllowed):
    code = "not-to-yourself"
    sentence = _("You cannot do that to yourself.")


class BlockedByYou(NotAllowed):
    code = "blocked-by-you"
    sentence = _("You have blocked this person. Unblock them first.")


class NotFollowable(NotAllowed):
    code = "not-followable"
    sentence = _("This cannot be followed.")


@dataclass(frozen=True, slots=True)
class Relation:
    """What two identities are to one another, seen from the first (the viewer).

    `blocked_by` is for code that must keep things apart; it is never shown.
    """

    following: bool = False
    asked: bool = False
    followed_by: bool = False
    asked_by: bool = False
    blocking: bool = False
    blocked_by: bool = False
    muting: bool = False
    muting_notifications: bool = False
    shows_boosts: bool = True
    notifies: bool = False

    @property
    def apart(self) -> bool:
        """A block stands between them, whoever made it."""
        return self.blocking or self.blocked_by


_FOLLOWABLE = frozenset({Identity.Kind.PERSON, Identity.Kind.PAGE, Identity.Kind.GROUP})


def require_not_self(one: Identity, other: Identity) -> None:
    """Raises NotToYourself when both are the same."""
    if one.pk == other.pk:
        raise NotToYourself


def require_may_follow(follower: Identity, followed: Identity, relation: Relation) -> None:
    """Raises NotToYourself, NotFollowable or BlockedByYou.

    That the other side made a block is not said here: to the follower they do not exist, and
    the query that finds them says so.
    """
    require_not_self(follower, followed)
    if followed.kind not in _FOLLOWABLE or follower.kind == Identity.Kind.GUEST:
        raise NotFollowable
    if relation.blocking:
        raise BlockedByYou


def first_state(followed: Identity) -> Follow.State:
    """How a new follow begins: asked, where the person wants to say yes to each follower."""
    return Follow.State.ASKED if followed.is_locked else Follow.State.ACTIVE


def is_member(identity: Identity | None) -> bool:
    """Someone with an account of this place; guests and people of other servers are not."""
    return identity is not None and identity.local and identity.kind != Identity.Kind.GUEST


def within_reach(
    owner: Identity, reach: str, *, asker: Identity | None, owner_follows_asker: bool
) -> bool:
    """Whether `asker` is among those whom `owner` lets do something.

    Args:
        owner: whose choice it is.
        reach: `owner.who_may_reply` or `owner.who_may_message`.
        asker: who wants to; None for people without an account.
        owner_follows_asker: the owner follows them (not merely asked to).
    """
    if asker is not None and asker.pk == owner.pk:
        return True
    match Identity.Reach(reach):
        case Identity.Reach.EVERYONE:
            return True
        case Identity.Reach.MEMBERS:
            return is_member(asker)
        case Identity.Reach.FOLLOWED:
            return asker is not None and owner_follows_asker
        case Identity.Reach.NOBODY:
            return False


def may_see_ties(viewer: Identity | None, owner: Identity) -> bool:
    """Whether the viewer may read whom the owner follows and who follows them."""
    return viewer is not None and (viewer.pk == owner.pk or owner.shows_ties)
