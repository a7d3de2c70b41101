"""Who may publish, and how often."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from carefolk.kit.errors import CarefolkError, NotAllowed
from carefolk.kit.ids import id_at
from carefolk.kit.limits import wait_in_words
from carefolk.people.models import Follow, Identity, Membership
from carefolk.people.models import Standing as PeopleStanding
from carefolk.people.rules import within_reach
from carefolk.posts.models import Audience, Edit, Status
from carefolk.publishing.decide import Standing

WINDOW = timedelta(minutes=5)
POSTS_IN_WINDOW = 30
WRITING_ROLES = (Membership.Role.OWNER, Membership.Role.MANAGER, Membership.Role.EDITOR)


class TooManyPosts(CarefolkError):
    code, status, passing = "too-many-posts", 429, True
    sentence = _(
        "You have posted a lot in a short time. You can post again in {wait}. Your text is kept."
    )


class AccountPaused(NotAllowed):
    code = "account-paused"
    sentence = _("Your account is paused, so you cannot post now. Your text is kept.")


class RepliesLimited(NotAllowed):
    code = "replies-limited"
    sentence = _("The author has chosen who can reply to this post. Your text is kept.")


class MessagesLimited(NotAllowed):
    code = "messages-limited"
    sentence = _(
        "{address} has chosen who can write to them, so this cannot be sent to them. "
        "Your text is kept."
    )


def require_may_publish(by: Identity, written_by: Identity, *, now: datetime) -> Standing:
    """Check that this person may write as this identity, here and now.

    Raises:
        NotAllowed: not one's own identity, nor one of a team one belongs to.
        AccountPaused: suspended or frozen by a moderator.
        TooManyPosts: more than 30 posts in five minutes.
    """
    if written_by.pk != by.pk and not may_write_as(written_by, by, now=now):
        raise NotAllowed
    kinds = set(
        PeopleStanding.objects.filter(
            Q(until__isnull=True) | Q(until__gt=now), identity__in={by.pk, written_by.pk}
        ).values_list("kind", flat=True)
    )
    if kinds & {PeopleStanding.Kind.SUSPENDED, PeopleStanding.Kind.FROZEN}:
        raise AccountPaused
    return Standing(is_held=PeopleStanding.Kind.LIMITED in kinds)


def require_calm(by: Identity, *, now: datetime) -> None:
    """Raises TooManyPosts when the author has posted very much very fast."""
    if settings.CAREFOLK.throwaway:
        return
    newest = Status.objects.filter(author=by).order_by("-id")[:POSTS_IN_WINDOW]
    times = list(newest.values_list("created_at", flat=True))
    until = times[-1] + WINDOW if len(times) == POSTS_IN_WINDOW else now
    if until > now:
        raise TooManyPosts(wait=wait_in_words(max(1, int((until - now).total_seconds()))))


def require_calm_edits(by: Identity, *, now: datetime) -> None:
    """Raises TooManyPosts: each edit may reach new people, so it counts like a post."""
    if settings.CAREFOLK.throwaway:
        return
    recent = Edit.objects.filter(status__author=by, id__gt=id_at(now - WINDOW))
    if recent.count() >= POSTS_IN_WINDOW:
        raise TooManyPosts(wait=wait_in_words(int(WINDOW.total_seconds())))


def may_write_as(person: Identity, identity: Identity, *, now: datetime) -> bool:
    if person.pk == identity.pk:
        return True
    return (
        Membership.objects.current(now)
        .filter(identity=person, of=identity, role__in=WRITING_ROLES)
        .exists()
    )


def require_may_reply(by: Identity, parent: Status) -> None:
    """Raises RepliesLimited when the author of `parent` does not want replies from `by`."""
    author = parent.author
    if author.pk == by.pk or not author.local:
        return
    if author.who_may_reply == Identity.Reach.EVERYONE:
        return
    if parent.mentions.filter(identity=by).exists():
        return
    if not _reach(by, [author], reach=lambda each: each.who_may_reply):
        raise RepliesLimited


def require_may_message(by: Identity, people: Iterable[Identity], parent: Status | None) -> None:
    """Check a text that only the people it mentions will see: a message to each of them.

    Whoever is in the talk already may be answered in it.

    Raises:
        MessagesLimited: someone has chosen that `by` may not write to them.
    """
    talking = set()
    if parent is not None:
        talking.add(parent.author_id)
        if parent.audience == Audience.MENTIONED:
            talking |= set(parent.mentions.values_list("identity_id", flat=True))
    others = [person for person in people if person.local and person.pk not in talking]
    reached = _reach(by, others, reach=lambda each: each.who_may_message)
    for person in others:
        if person.pk not in reached:
            raise MessagesLimited(address=person.address)


def _reach(
    by: Identity, owners: Sequence[Identity], *, reach: Callable[[Identity], str]
) -> frozenset[int]:
    """Ids of those whose choice lets `by` reach them."""
    asked = [each.pk for each in owners if reach(each) == Identity.Reach.FOLLOWED]
    active = Follow.objects.filter(followed=by, state=Follow.State.ACTIVE)
    follow = set(active.filter(follower__in=asked).values_list("follower_id", flat=True))
    return frozenset(
        each.pk
        for each in owners
        if within_reach(each, reach(each), asker=by, owner_follows_asker=each.pk in follow)
    )
