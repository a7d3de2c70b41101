"""Reads about people. Each takes the viewer first; who may not be seen does not exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from carefolk.kit.errors import NotFound
from carefolk.kit.text.prepare import clean
from carefolk.people import choices
from carefolk.people.models import (
    Block,
    Follow,
    Identity,
    Invitation,
    Mute,
    Profile,
    RoleOption,
    Standing,
    User,
)
from carefolk.people.rules import Relation, may_see_ties

PAGE = 40
SUGGESTED = 5
_LOOKED_AT = 200  # newest people that suggestions choose from: a bound, not a ranking


def visible(
    identities: QuerySet[Identity],
    viewer: Identity | None,
    *,
    now: datetime,
    with_blocked: bool = False,
) -> QuerySet[Identity]:
    """Only those who exist for this viewer.

    Hidden: the suspended, those without a profile yet, both sides of a block, and, from people
    without an account, everyone who does not want to be found. The viewer always sees themself.

    Args:
        identities: any identities.
        viewer: who reads; None for people without an account.
        now: the moment.
        with_blocked: keep those whom the viewer blocked, for the pages that undo it.
    """
    shown = Q(profile__isnull=False) & ~Exists(suspended(now, OuterRef("pk")))
    if viewer is None:
        return identities.filter(shown, is_findable=True)
    apart = Q(by=OuterRef("pk"), of=viewer.pk)
    if not with_blocked:
        apart |= Q(by=viewer.pk, of=OuterRef("pk"))
    return identities.filter(Q(pk=viewer.pk) | (shown & ~Exists(Block.objects.filter(apart))))


def identity_for(
    viewer: Identity | None,
    handle: str,
    *,
    now: datetime,
    domain: str = "",
    with_blocked: bool = False,
) -> Identity:
    """The identity with this handle, with its profile, in one query.

    Raises:
        NotFound: also when it exists but is hidden from the viewer (see `visible`).
    """
    found = Identity.objects.filter(handle=handle.lower(), domain=domain.lower())
    return _one(visible(found, viewer, now=now, with_blocked=with_blocked))


def identity_by_id(
    viewer: Identity | None, identity_id: int, *, now: datetime, with_blocked: bool = False
) -> Identity:
    """Like `identity_for`, by id."""
    found = Identity.objects.filter(pk=identity_id)
    return _one(visible(found, viewer, now=now, with_blocked=with_blocked))


def relations(viewer: Identity, ids: Iterable[int], *, now: datetime) -> dict[int, Relation]:
    """What each of these identities is to the viewer: three queries, however many.

    Returns:
        A relation for every id given, also for those without any tie.
    """
    wanted = list(dict.fromkeys(ids))
    ties: dict[int, dict[str, bool]] = {identity_id: {} for identity_id in wanted}
    me = viewer.pk
    follows = Follow.objects.filter(
        Q(follower=me, followed__in=wanted) | Q(followed=me, follower__in=wanted)
    ).values_list("follower_id", "followed_id", "state", "shows_boosts", "notifies")
    for follower, followed, state, boosts, notifies in follows:
        active = state == Follow.State.ACTIVE
        if follower == me:
            ties[followed] |= {"following": active, "asked": not active}
            ties[followed] |= {"shows_boosts": boosts, "notifies": notifies}
        else:
            ties[follower] |= {"followed_by": active, "asked_by": not active}
    blocks = Block.objects.filter(Q(by=me, of__in=wanted) | Q(of=me, by__in=wanted))
    for by, of in blocks.values_list("by_id", "of_id"):
        ties[of if by == me else by]["blocking" if by == me else "blocked_by"] = True
    mutes = current_mutes(now).filter(by=me, of__in=wanted)
    for of, notices in mutes.values_list("of_id", "hides_notifications"):
        ties[of] |= {"muting": True, "muting_notifications": notices}
    return {identity_id: Relation(**found) for identity_id, found in ties.items()}


def relation(viewer: Identity, other: Identity, *, now: datetime) -> Relation:
    return relations(viewer, [other.pk], now=now)[other.pk]


def are_apart(one: Identity, other: Identity) -> bool:
    """Whether a block stands between them, whoever made it."""
    return Block.objects.filter(Q(by=one, of=other) | Q(by=other, of=one)).exists()


def current_mutes(now: datetime) -> QuerySet[Mute]:
    return Mute.objects.filter(Q(until__isnull=True) | Q(until__gt=now))


def followers(
    viewer: Identity | None,
    of: Identity,
    *,
    now: datetime,
    before: int | None = None,
    limit: int = PAGE,
) -> Sequence[Follow]:
    """Who follows someone, newest first, as far as they and their ties are visible to the viewer.

    Args:
        viewer: who reads.
        of: whose followers; shown to others only by their choice.
        now: the moment.
        before: id of the last follow of the page before; None for the first page.
        limit: how many.

    Raises:
        NotFound: when `of` does not show them to the viewer.
    """
    _require_ties_shown(viewer, of)
    ties = Follow.objects.filter(
        followed=of,
        state=Follow.State.ACTIVE,
        follower__in=visible(_with_open_ties(viewer, of), viewer, now=now),
    )
    return _page(ties.select_related("follower__profile"), before, limit)


def following(
    viewer: Identity | None,
    of: Identity,
    *,
    now: datetime,
    before: int | None = None,
    limit: int = PAGE,
) -> Sequence[Follow]:
    """Whom someone follows; otherwise like `followers`."""
    _require_ties_shown(viewer, of)
    ties = Follow.objects.filter(
        follower=of,
        state=Follow.State.ACTIVE,
        followed__in=visible(_with_open_ties(viewer, of), viewer, now=now),
    )
    return _page(ties.select_related("followed__profile"), before, limit)


def follow_requests(
    owner: Identity, *, now: datetime, before: int | None = None, limit: int = PAGE
) -> Sequence[Follow]:
    """Who asks to follow this person, newest first."""
    asked = Follow.objects.filter(
        followed=owner,
        state=Follow.State.ASKED,
        follower__in=visible(Identity.objects.all(), owner, now=now),
    )
    return _page(asked.select_related("follower__profile"), before, limit)


def follower_count(of: Identity) -> int:
    return Follow.objects.filter(followed=of, state=Follow.State.ACTIVE).count()


def following_count(of: Identity) -> int:
    return Follow.objects.filter(follower=of, state=Follow.State.ACTIVE).count()


def blocks(owner: Identity, *, before: int | None = None, limit: int = PAGE) -> Sequence[Block]:
    """Whom this person blocked, newest first. Nobody else may ask."""
    return _page(owner.blocks.select_related("of__profile"), before, limit)


def mutes(
    owner: Identity, *, now: datetime, before: int | None = None, limit: int = PAGE
) -> Sequence[Mute]:
    """Whom this person mutes now, newest first. Nobody else may ask."""
    return _page(current_mutes(now).filter(by=owner).select_related("of__profile"), before, limit)


def kept_away(owner: Identity, handle: str, *, domain: str = "") -> Identity | None:
    """Someone the owner blocked or muted, also when they are hidden by now: to undo it."""
    return (
        Identity.objects.filter(handle=handle.lower(), domain=domain.lower())
        .filter(Q(blocked_by__by=owner) | Q(muted_by__by=owner))
        .select_related("profile")
        .first()
    )


def suggestions(viewer: Identity, *, now: datetime, limit: int = SUGGESTED) -> list[Identity]:
    """People to follow: those who share interests, role or nation, then the newest.

    Never from contacts: nobody's address book, e-mail or phone number is looked at.
    """
    known = Follow.objects.filter(follower=viewer, followed=OuterRef("pk"))
    muted = current_mutes(now).filter(by=viewer, of=OuterRef("pk"))
    candidates = (
        visible(Identity.objects.filter(local=True), viewer, now=now)
        .filter(kind=Identity.Kind.PERSON, is_findable=True)
        .exclude(pk=viewer.pk)
        .exclude(Exists(known))
        .exclude(Exists(muted))
        .select_related("profile")
        .order_by("-id")[:_LOOKED_AT]
    )
    mine = Profile.objects.filter(identity=viewer).first()
    # Sorting is stable: among equals the newest stay first.
    ranked = sorted(candidates, key=lambda other: -_in_common(mine, other.profile))
    return ranked[:limit]


def search(viewer: Identity, text: str, *, now: datetime, limit: int = 20) -> list[Identity]:
    """People by the beginning of their handle or of a word of their name.

    Only those who want to be found; e-mail addresses and phone numbers are never looked at.
    """
    wanted = " ".join(clean(text).removeprefix("@").split())[:60]
    if not wanted:
        return []
    matches = (
        Q(handle__startswith=wanted.lower())
        | Q(profile__display_name__istartswith=wanted)
        | Q(profile__display_name__icontains=f" {wanted}")
    )
    found = (
        visible(Identity.objects.filter(local=True), viewer, now=now)
        .filter(matches, Q(is_findable=True) | Q(pk=viewer.pk))
        .exclude(kind__in=(Identity.Kind.GUEST, Identity.Kind.APPLICATION))
        .select_related("profile")
        .order_by("handle")
    )
    return list(found[:limit])


def roles() -> Mapping[str, str]:
    """The roles people may choose, kept code to shown words: the place's own, or the built-in."""
    own = RoleOption.objects.order_by("position").values_list("name", flat=True)
    return {role: choices.role_label(role) for role in list(own) or choices.ROLES}


def invitation_for(code: str, *, now: datetime) -> Invitation | None:
    """An invitation that can still be used."""
    return Invitation.objects.filter(code=code.strip(), until__gt=now, uses_left__gt=0).first()


def open_invitations(*, now: datetime) -> QuerySet[Invitation]:
    """Invitations that can still be used, newest first. For moderators."""
    return Invitation.objects.filter(until__gt=now, uses_left__gt=0).order_by("-made_at")


def waiting_accounts() -> QuerySet[User]:
    """Accounts that nobody has approved yet, oldest first. For moderators."""
    return (
        User.objects.filter(approved_at__isnull=True, is_active=True, identity__isnull=False)
        .select_related("identity__profile")
        .order_by("date_joined")
    )


def are_indexable(ids: Iterable[int]) -> bool:
    """Whether each of them lets search engines show what they say to everyone."""
    return not Identity.objects.filter(pk__in=set(ids), is_indexable=False).exists()


def is_suspended(identity: Identity, *, now: datetime) -> bool:
    return suspended(now, identity.pk).exists()


def suspended(now: datetime, identity: OuterRef | int) -> QuerySet[Standing]:
    """Suspensions that hold now; for `Exists` over an outer identity id."""
    return Standing.objects.filter(
        Q(until__isnull=True) | Q(until__gt=now),
        identity=identity,
        kind=Standing.Kind.SUSPENDED,
    )


def _one(found: QuerySet[Identity]) -> Identity:
    identity = found.select_related("profile").first()
    if identity is None:
        raise NotFound
    return identity


def _require_ties_shown(viewer: Identity | None, of: Identity) -> None:
    if not may_see_ties(viewer, of):
        raise NotFound


def _with_open_ties(viewer: Identity | None, of: Identity) -> QuerySet[Identity]:
    """A tie belongs to both: others read it only where both have chosen to show theirs."""
    if viewer is not None and viewer.pk == of.pk:
        return Identity.objects.all()
    return Identity.objects.filter(Q(shows_ties=True) | Q(pk=viewer and viewer.pk))


def _page(rows: QuerySet, before: int | None, limit: int) -> list:  # type: ignore[type-arg]  # Follow, Block or Mute; callers say which
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[:limit])


def _in_common(mine: Profile | None, other: Profile) -> int:
    if mine is None:
        return 0
    shared = len(set(mine.interests) & set(other.interests))
    same_role = bool(mine.role) and mine.role == other.role
    same_nation = bool(mine.nation) and mine.nation == other.nation
    return 2 * shared + 2 * same_role + same_nation
