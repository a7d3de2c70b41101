"""Acts between people: follow, block, mute, and how others may reach one.

Each owns its transaction. Repeating one changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carefolk.kit.errors import Invalid, NotFound
from carefolk.kit.wiring import wired
from carefolk.people import queries, rules
from carefolk.people.models import Block, Follow, Identity, Mute
from carefolk.people.protocols import Holder, TieSink


class UnknownChoice(Invalid):
    code = "unknown-choice"
    sentence = _("Please choose one of the answers shown.")


@transaction.atomic
def follow(
    *,
    follower: Identity,
    followed: Identity,
    now: datetime,
    shows_boosts: bool = True,
    notifies: bool = False,
) -> Follow:
    """Start following, or ask to when the account is locked.

    Raises:
        NotFound: the other is hidden from the follower (they made a block, or are suspended).
        NotToYourself, NotFollowable, BlockedByYou: with the reason.
    """
    found = queries.identity_by_id(follower, followed.pk, now=now, with_blocked=True)
    rules.require_may_follow(follower, found, queries.relation(follower, found, now=now))
    state = rules.first_state(found)
    tie, fresh = Follow.objects.get_or_create(
        follower=follower,
        followed=found,
        defaults={
            "state": state,
            "since": now,
            "shows_boosts": shows_boosts,
            "notifies": notifies,
        },
    )
    if fresh:
        for sink in _sinks():
            if state == Follow.State.ACTIVE:
                sink.followed(tie, now=now)
            else:
                sink.follow_asked(tie, now=now)
    return tie


@transaction.atomic
def unfollow(*, follower: Identity, followed: Identity, now: datetime) -> None:
    """Stop following, or take back the question."""
    _cut(Q(follower=follower, followed=followed), now=now)


@transaction.atomic
def accept_follow(*, owner: Identity, follower: Identity, now: datetime) -> Follow:
    """Say yes to someone who asked. Raises NotFound when they never asked or took it back."""
    tie = Follow.objects.filter(followed=owner, follower=follower).first()
    if tie is None:
        raise NotFound
    if tie.state == Follow.State.ASKED:
        tie.state, tie.since = Follow.State.ACTIVE, now
        tie.save(update_fields=["state", "since"])
        for sink in _sinks():
            sink.followed(tie, now=now)
    return tie


@transaction.atomic
def reject_follow(*, owner: Identity, follower: Identity, now: datetime) -> None:
    """Say no to someone who asked. They are not told."""
    _cut(Q(followed=owner, follower=follower, state=Follow.State.ASKED), now=now)


@transaction.atomic
def remove_follower(*, owner: Identity, follower: Identity, now: datetime) -> None:
    """Make someone stop following, without blocking them. They are not told."""
    _cut(Q(followed=owner, follower=follower), now=now)


@transaction.atomic
def block(*, by: Identity, of: Identity, now: datetime) -> Block:
    """Cut both ways: neither follows, sees or reaches the other from now on.

    Raises NotToYourself. Works also on those who are hidden: nobody must be asked twice.
    """
    rules.require_not_self(by, of)
    made, fresh = Block.objects.get_or_create(by=by, of=of, defaults={"since": now})
    if fresh:
        _cut(Q(follower=by, followed=of) | Q(follower=of, followed=by), now=now)
        for sink in _sinks():
            sink.blocked(made, now=now)
        for holder in _holders():
            holder.hide_from(hidden=of, viewer=by, now=now)
            holder.hide_from(hidden=by, viewer=of, now=now)
    return made


@transaction.atomic
def unblock(*, by: Identity, of: Identity) -> None:
    """Let them see one another again. Neither follows the other: that must be asked for anew."""
    Block.objects.filter(by=by, of=of).delete()


@transaction.atomic
def mute(
    *,
    by: Identity,
    of: Identity,
    now: datetime,
    until: datetime | None = None,
    hides_notifications: bool = True,
) -> Mute:
    """No longer see someone's posts. They are not told, and may still see one's own.

    Args:
        by: who mutes.
        of: who is muted.
        now: when it begins.
        until: when it ends by itself; None until it is undone. Muting again sets a new end.
        hides_notifications: also no alerts about them.
    """
    rules.require_not_self(by, of)
    made, _fresh = Mute.objects.update_or_create(
        by=by,
        of=of,
        defaults={"until": until, "hides_notifications": hides_notifications},
        create_defaults={
            "since": now,
            "until": until,
            "hides_notifications": hides_notifications,
        },
    )
    for sink in _sinks():
        sink.muted(made, now=now)
    return made


@transaction.atomic
def unmute(*, by: Identity, of: Identity) -> None:
    Mute.objects.filter(by=by, of=of).delete()


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """The safety choices of a person; the names are those of `Identity`."""

    is_findable: bool
    is_locked: bool
    who_may_reply: str
    who_may_message: str
    is_indexable: bool
    default_audience: str
    shows_ties: bool = False

    @classmethod
    def of(cls, identity: Identity) -> Safety:
        return cls(**{name: getattr(identity, name) for name in cls.__dataclass_fields__})


@transaction.atomic
def set_safety(*, identity: Identity, safety: Safety) -> Identity:
    """Choose who can find, follow, answer and write to one. Raises UnknownChoice.

    Opening an account leaves those who asked waiting: each is still the person's own yes or no.
    """
    reaches = set(Identity.Reach.values)
    if safety.who_may_reply not in reaches or safety.who_may_message not in reaches:
        raise UnknownChoice
    Identity.objects.filter(pk=identity.pk).update(**asdict(safety))
    identity.refresh_from_db(fields=list(asdict(safety)))
    return identity


def _cut(ties: Q, *, now: datetime) -> None:
    for tie in Follow.objects.filter(ties).select_related("follower", "followed"):
        tie.delete()
        for sink in _sinks():
            sink.unfollowed(follower=tie.follower, followed=tie.followed, now=now)


def _sinks() -> Sequence[TieSink]:
    return wired("tie_sinks")  # type: ignore[no-any-return]  # the wiring file states it


def _holders() -> Sequence[Holder]:
    return wired("holders")  # type: ignore[no-any-return]  # the wiring file states it
