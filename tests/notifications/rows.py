"""Rows as the way out would leave them: invented people and what they say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from carefolk.audit.models import Clearance
from carefolk.kit.ids import new_id
from carefolk.people.models import Block, Follow, Identity, Mute, Profile, Standing, User
from carefolk.posts.models import Audience, Mention, Status

NOW = datetime(2026, 3, 2, 21, 30, tzinfo=UTC)


def clearance(kind="status", by=1):
    return Clearance.objects.create(
        kind=kind, door="command", by_id=by, written_by_id=by, digest=b"0" * 32, given_at=NOW
    )


def person(handle, **values):
    one = Identity.objects.create(
        kind=Identity.Kind.PERSON,
        handle=handle,
        handle_key=handle,
        uri=f"http://place.example/people/{handle}",
        created_at=NOW,
        **values,
    )
    Profile.objects.create(
        identity=one,
        display_name=handle.title(),
        changed_at=NOW,
        clearance=clearance("profile", one.pk),
    )
    return one


def account(identity, password="a long enough phrase"):
    return User.objects.create_user(
        f"{identity.handle}@place.example", password, identity=identity, approved_at=NOW
    )


def say(author, text="Hello", *, audience=Audience.MEMBERS, mentions=(), reply_to=None, **values):
    identifier = new_id()
    status = Status.objects.create(
        id=identifier,
        author=author,
        uri=f"http://place.example/posts/{identifier}",
        audience=audience,
        source=text,
        html=f"<p>{text}</p>",
        plain=text,
        reply_to=reply_to,
        reply_to_author=reply_to.author if reply_to else None,
        thread_id=reply_to.thread_id if reply_to else identifier,
        created_at=NOW,
        out_at=values.pop("out_at", NOW),
        clearance=clearance("status", author.pk),
        **values,
    )
    Mention.objects.bulk_create([Mention(status=status, identity=one) for one in mentions])
    return status


def boost(by, status):
    return say(by, "", boost_of=status, audience=Audience.MEMBERS)


def follow(follower, followed, **values):
    return Follow.objects.create(
        follower=follower,
        followed=followed,
        since=NOW,
        state=values.pop("state", Follow.State.ACTIVE),
        **values,
    )


def block(by, of):
    return Block.objects.create(by=by, of=of, since=NOW)


def mute(by, of, **values):
    return Mute.objects.create(by=by, of=of, since=NOW, **values)


def suspend(identity):
    return Standing.objects.create(
        identity=identity,
        kind=Standing.Kind.SUSPENDED,
        since=NOW - timedelta(minutes=1),
        reason_code="spam",
    )
