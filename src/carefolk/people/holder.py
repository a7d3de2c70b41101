"""What this room keeps about an identity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from carefolk.people.models import (
    Block,
    Follow,
    Identity,
    Invitation,
    Membership,
    Mute,
    Profile,
    Standing,
    User,
)


class PeopleHolder:
    """Answers for identity, profile, account, ties, memberships and standings."""

    tables: tuple[str, ...] = (
        "people.Identity",
        "people.Profile",
        "people.User",
        "people.Membership",
        "people.Standing",
        "people.Follow",
        "people.Block",
        "people.Mute",
        "people.Invitation",
        "account.EmailAddress",
        "account.EmailConfirmation",
        "mfa.Authenticator",
        "usersessions.UserSession",
    )

    def export(self, identity: Identity) -> Mapping[str, Iterable[Mapping[str, Any]]]:
        return {
            "profile": [_profile(profile) for profile in Profile.objects.filter(identity=identity)],
            "profile_pictures": [
                {"file": name}
                for profile in Profile.objects.filter(identity=identity)
                for name in (profile.avatar, profile.header)
                if name
            ],
            "safety": Identity.objects.filter(pk=identity.pk).values(
                "handle",
                "created_at",
                "language",
                "is_locked",
                "is_findable",
                "is_indexable",
                "who_may_reply",
                "who_may_message",
                "default_audience",
                "shows_ties",
            ),
            "account": User.objects.filter(identity=identity).values(
                "email",
                "date_joined",
                "reason_to_join",
                "look",
                "shows_counts",
                "quiet_from",
                "quiet_until",
                "time_zone",
                "language",
            ),
            "invitations": Invitation.objects.filter(made_by__identity=identity).values(
                "code", "made_at", "until", "uses_left"
            ),
            "following": _ties(Follow.objects.filter(follower=identity), "followed__handle"),
            "followers": _ties(Follow.objects.filter(followed=identity), "follower__handle"),
            "blocked": identity.blocks.values("of__handle", "since"),
            "muted": identity.mutes.values("of__handle", "since", "until"),
            "memberships": identity.memberships.values("of__handle", "role", "since", "until"),
            "standings": identity.standings.values("kind", "since", "until", "reason_code"),
        }

    def erase(self, identity: Identity, *, now: datetime) -> None:
        for profile in Profile.objects.filter(identity=identity):
            forget_pictures(profile.avatar, profile.header)
            profile.delete()
        Follow.objects.filter(Q(follower=identity) | Q(followed=identity)).delete()
        Block.objects.filter(Q(by=identity) | Q(of=identity)).delete()
        Mute.objects.filter(Q(by=identity) | Q(of=identity)).delete()
        Membership.objects.filter(Q(identity=identity) | Q(of=identity)).delete()
        Standing.objects.filter(identity=identity).delete()

    def hide_from(self, *, hidden: Identity, viewer: Identity, now: datetime) -> None:
        """Ties are cut by the act itself; nothing else of the other is kept here."""

    def freeze(self, identity: Identity, *, now: datetime) -> None:
        """Nothing in this room happens later in someone's name, but for the asked follows."""
        Follow.objects.filter(follower=identity, state=Follow.State.ASKED).delete()


def forget_pictures(*names: str) -> None:
    """Remove files of the media folder once the transaction is through."""
    paths = [Path(settings.MEDIA_ROOT) / name for name in names if name]

    def remove() -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    transaction.on_commit(remove)


def _profile(profile: Profile) -> Mapping[str, Any]:
    shown = (
        "display_name",
        "role",
        "setting",
        "pronouns",
        "nation",
        "register",
        "languages",
        "interests",
        "bio",
        "avatar_alt",
        "header_alt",
        "changed_at",
    )
    values = {name: getattr(profile, name) for name in shown}
    values["fields"] = [
        {"name": field["name"], "value": field["value"]} for field in profile.fields
    ]
    return values


def _ties(follows: Any, handle: str) -> Iterable[Mapping[str, Any]]:
    return follows.values(handle, "state", "since")  # type: ignore[no-any-return]  # rows of plain values
