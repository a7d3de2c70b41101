"""May this viewer see this status: the only place that knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from carefolk.people.models import Block, Follow, Identity, Membership, Standing
from carefolk.posts.models import Audience, Mention, Status

OPEN = (Audience.EVERYONE, Audience.QUIETLY)


def visible(
    statuses: QuerySet[Status], viewer: Identity | None, *, now: datetime
) -> QuerySet[Status]:
    """Only those the viewer may see; a boost also needs the boosted status to be visible.

    Args:
        statuses: any statuses.
        viewer: the identity that reads; None for people without an account.
        now: the moment; people without an account see a status once it can no longer be undone.
    """
    own = _conditions(viewer, "", now=now)
    boosted = Q(boost_of__isnull=True) | _conditions(viewer, "boost_of__", now=now)
    return statuses.filter(own & boosted)


def may_see(viewer: Identity | None, status_id: int, *, now: datetime) -> bool:
    return visible(Status.objects.filter(pk=status_id), viewer, now=now).exists()


STAND_IN = 7_000_000_000_000_000_001
"""The id of the stand-in: far above any that is made."""


@dataclass(frozen=True, slots=True)
class Sight:
    """All that the SQL of `visible` depends on besides values: for queries made once."""

    kind: str
    local: bool

    @classmethod
    def of(cls, viewer: Identity) -> Sight:
        return cls(viewer.kind, viewer.local)

    def stand_in(self) -> Identity:
        """A viewer to make SQL with. A rule that reads more of a viewer fails here, loudly."""
        names = ("id", "kind", "local")
        return Identity.from_db("default", names, (STAND_IN, self.kind, self.local))


def viewers_among(identities: QuerySet[Identity], status: Status) -> QuerySet[Identity]:
    """Of these local identities, those who may see the status: for notices and home entries."""
    allowed = identities.exclude(blocks__of=status.author_id).exclude(
        blocked_by__by=status.author_id
    )
    match Audience(status.audience):
        case Audience.EVERYONE | Audience.QUIETLY:
            return allowed
        case Audience.MEMBERS:
            return allowed.filter(Q(local=True) & ~Q(kind=Identity.Kind.GUEST))
        case Audience.FOLLOWERS:
            return allowed.filter(
                Q(follows__followed=status.author_id, follows__state=Follow.State.ACTIVE)
                | Q(mentioned_in__status=status.pk)
                | Q(pk=status.author_id)
            ).distinct()
        case Audience.MENTIONED:
            return allowed.filter(
                Q(mentioned_in__status=status.pk) | Q(pk=status.author_id)
            ).distinct()
        case Audience.MEMBERS_OF:
            return allowed.filter(
                Q(
                    memberships__of=status.audience_of_id,
                    memberships__since__lte=status.created_at,
                    memberships__until__isnull=True,
                )
                | Q(pk=status.author_id)
            ).distinct()
        case Audience.PRIVATE:
            return allowed.filter(pk=status.author_id)


def _conditions(viewer: Identity | None, prefix: str, *, now: datetime) -> Q:
    def on(name: str, value: object) -> Q:
        return Q(**{f"{prefix}{name}": value})

    def key(name: str) -> OuterRef:
        return OuterRef(f"{prefix}{name}")

    suspended = Exists(
        Standing.objects.filter(
            Q(until__isnull=True) | Q(until__gt=now),
            identity=key("author"),
            kind=Standing.Kind.SUSPENDED,
        )
    )
    if viewer is None:
        return on("audience__in", OPEN) & on("out_at__lte", now) & ~Q(suspended)

    blocked = Exists(
        Block.objects.filter(Q(by=key("author"), of=viewer.pk) | Q(by=viewer.pk, of=key("author")))
    )
    follows = Exists(
        Follow.objects.filter(follower=viewer.pk, followed=key("author"), state=Follow.State.ACTIVE)
    )
    mentioned = Exists(Mention.objects.filter(status=key("pk"), identity=viewer.pk))
    belongs = Exists(
        Membership.objects.current(now).filter(identity=viewer.pk, of=key("audience_of"))
    )
    wide = OPEN if _is_outsider(viewer) else (*OPEN, Audience.MEMBERS)
    reached = (
        on("audience__in", wide)
        | (on("audience", Audience.FOLLOWERS) & (Q(follows) | Q(mentioned)))
        | (on("audience", Audience.MENTIONED) & Q(mentioned))
        | (on("audience", Audience.MEMBERS_OF) & Q(belongs))
    )
    return on("author", viewer.pk) | (reached & ~Q(blocked) & ~Q(suspended))


def _is_outsider(viewer: Identity) -> bool:
    """Guests and people of other servers are not members of this place."""
    return not viewer.local or viewer.kind == Identity.Kind.GUEST
