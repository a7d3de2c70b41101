"""The demo place: invented people who say good things, all of it through the one way out."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction

from carefolk.audit.actions import record
from carefolk.audit.models import AuditEntry
from carefolk.guard import Context
from carefolk.kit.crypto import digest
from carefolk.ops.demo import drawings, script
from carefolk.ops.demo.script import OwnedPage, Person, Post
from carefolk.people import life
from carefolk.people.actions import follow
from carefolk.people.models import Follow, Identity, Membership, User
from carefolk.posts import media
from carefolk.posts.actions import favourite
from carefolk.posts.models import Audience, Status
from carefolk.publishing.checking import verdict_for
from carefolk.publishing.drafts import Door, Draft, DraftKind, PictureRef
from carefolk.publishing.makers.profile import draft_of
from carefolk.publishing.outcomes import Published
from carefolk.publishing.pipeline import publish
from carefolk.web.accounts.joining import join

JOINED = timedelta(days=8)
_LOADED = "demo.loaded"
_WELCOMED = 99


class DemoStopped(Exception):
    """Something of the demo did not get out, or a handle belongs to someone else here."""


def load(now: datetime) -> None:
    """Fill the place with demo people and their posts of the last days.

    Loading it twice does nothing; a loading that was interrupted goes on where it stopped.

    Raises:
        DemoStopped: with the handle or the text concerned.
        CannotCheck: the guard does not answer.
    """
    if AuditEntry.objects.filter(act=_LOADED).exists():
        return
    # The guard takes seconds to start; not inside a transaction that others wait for.
    verdict_for("Good morning.", Context(), now=now)
    play = script.read()
    people = {person.handle: _person(person, now=now - JOINED) for person in play.people}
    pages = {page.handle: _page(page, people[page.owner], now=now - JOINED) for page in play.pages}
    owners = {page.handle: people[page.owner] for page in play.pages}
    cast = people | pages
    _follow_each_other(play.follows, cast, now=now - JOINED)
    said: dict[str, Status] = {}
    for post in play.posts:
        moment = now - timedelta(hours=post.hours)
        status = _say(post, cast, said, written_by=owners.get(post.by), now=moment)
        said[post.name or f"#{len(said)}"] = status
        for handle in post.liked_by:
            favourite(by=cast[handle], status_id=status.pk, now=moment + timedelta(minutes=20))
    record(_LOADED, actor_id=None, now=now, facts={"people": len(people), "posts": len(said)})


def how_to_sign_in() -> str:
    """E-mail and code of the three demo people who can sign in, for the operator's screen."""
    known = [person for person in script.read().people if person.signs_in]
    lines = [
        f"  {person.signs_in:<22} {person.email:<26} {code_of(person.handle)}" for person in known
    ]
    return "\n".join(["Sign in, from this machine only, as", *lines])


def code_of(handle: str) -> str:
    """The password of a demo person: another one at each place, the same at each start."""
    letters = base64.b32encode(digest("demo-code", handle)).decode().lower()
    return "-".join((letters[:4], letters[4:8], letters[8:12]))


@transaction.atomic
def _person(person: Person, *, now: datetime) -> Identity:
    known = Identity.objects.filter(local=True, handle=person.handle).select_related("user").first()
    if known is not None:
        if not User.objects.filter(identity=known, is_demo=True).exists():
            raise DemoStopped(
                f"the handle {person.handle} belongs to someone who is no demo person"
            )
        return known
    user = User.objects.create_user(
        person.email,
        code_of(person.handle) if person.signs_in else None,
        is_demo=True,
        place_role=person.place_role,
        approved_at=now,
        welcomed_at=now,
        first_run_step=_WELCOMED,
        date_joined=now,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return join(user=user, handle=person.handle, text=person.profile, door=Door.DEMO, now=now)


@transaction.atomic
def _page(page: OwnedPage, owner: Identity, *, now: datetime) -> Identity:
    known = Identity.objects.filter(local=True, handle=page.handle).first()
    if known is not None:
        if not owner.memberships.filter(of=known).exists():
            raise DemoStopped(f"the handle {page.handle} belongs to someone who is no demo page")
        return known
    identity = life.create_person(handle=page.handle, kind=Identity.Kind.PAGE, now=now)
    Membership.objects.create(identity=owner, of=identity, role=Membership.Role.OWNER, since=now)
    _publish(draft_of(page.profile), by=identity, written_by=owner, now=now)
    return identity


def _follow_each_other(
    follows: Mapping[str, Sequence[str]], cast: Mapping[str, Identity], *, now: datetime
) -> None:
    known = set(Follow.objects.values_list("follower_id", "followed_id"))
    for handle, others in follows.items():
        for other in others:
            if (cast[handle].pk, cast[other].pk) not in known:
                follow(follower=cast[handle], followed=cast[other], now=now)


def _say(
    post: Post,
    cast: Mapping[str, Identity],
    said: Mapping[str, Status],
    *,
    written_by: Identity | None,
    now: datetime,
) -> Status:
    by = cast[post.by]
    boosted = said[post.boosts] if post.boosts else None
    known = Status.objects.filter(author=by, boost_of=boosted, source=post.text).first()
    if known is not None:
        return known
    draft = Draft(
        kind=DraftKind.BOOST if boosted else DraftKind.STATUS,
        text=post.text,
        content_note=post.content_note,
        audience=Audience(boosted.audience if boosted else post.audience),
        language=post.language,
        reply_to=said[post.answers].pk if post.answers else None,
        boost_of=boosted.pk if boosted else None,
        pictures=_pictures(post, by, now=now),
    )
    return _publish(draft, by=by, written_by=written_by, now=now)


def _pictures(post: Post, by: Identity, *, now: datetime) -> tuple[PictureRef, ...]:
    if not post.picture:
        return ()
    picture = media.upload(owner=by, data=drawings.drawn(post.picture), now=now)
    return (PictureRef(id=picture.pk, description=post.description),)


def _publish(draft: Draft, *, by: Identity, written_by: Identity | None, now: datetime) -> Status:
    outcome = publish(draft, by=by, door=Door.DEMO, now=now, written_by=written_by)
    if not isinstance(outcome, Published):
        findings = getattr(outcome, "findings", ())
        why = ", ".join(sorted({seen.finding.check for seen in findings}))
        raise DemoStopped(f"{why or 'a rule'} stops: {draft.text}")
    thing: Status = outcome.thing
    return thing
