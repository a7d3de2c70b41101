"""How someone comes to a place and leaves it: create, approve, suspend, close, erase."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from carefolk.audit.actions import record
from carefolk.jobs.queue import enqueue
from carefolk.kit.crosscheck import check_handle, handle_key
from carefolk.kit.crypto import digest
from carefolk.kit.errors import Invalid, NotAllowed
from carefolk.kit.wiring import wired
from carefolk.people.accounts.sessions import end_sessions
from carefolk.people.models import (
    ClosedHandle,
    Identity,
    Invitation,
    RoleOption,
    Standing,
    User,
)
from carefolk.people.protocols import Holder

WAITING = "waiting"
"""Reason of the standing that hides a person until the first complete sign-in."""
CLOSED = "closed-by-owner"
INVITATION_LASTS = timedelta(days=14)
ERASE_JOB = "people.erase"


class HandleTaken(Invalid):
    code = "handle-taken"
    sentence = _("Someone already has that handle, or one that looks like it. Please try another.")


class InvitationUsed(NotAllowed):
    code = "invitation-used"
    sentence = _("This invitation has been used or is too old. Please ask for a new one.")


class OnlyStaff(NotAllowed):
    code = "only-staff"
    sentence = _("Only moderators and administrators of this place can do that.")


@transaction.atomic
def create_person(
    *,
    handle: str,
    now: datetime,
    user: User | None = None,
    kind: Identity.Kind = Identity.Kind.PERSON,
    language: str = "en",
) -> Identity:
    """Make a local identity. Its profile follows through the publishing pathway.

    Args:
        handle: as typed; checked and lowered.
        now: when.
        user: the account that signs in as this person.
        kind: person, unless another kind is made.
        language: BCP 47 tag of what they write.

    Raises:
        BadHandle: its form, or reserved.
        HandleTaken: it, or one that looks like it, belongs or belonged to someone.
    """
    wanted = free_handle(handle)
    identity = Identity(
        kind=kind,
        handle=wanted,
        handle_key=handle_key(wanted),
        language=language,
        created_at=now,
    )
    identity.uri = f"{settings.CAREFOLK.base_url}/people/{identity.pk}"
    try:
        with transaction.atomic():
            identity.save(force_insert=True)
    except IntegrityError:  # someone was faster between the look and the write
        raise HandleTaken from None
    if user is not None:
        user.identity = identity
        user.save(update_fields=["identity"])
    return identity


def free_handle(handle: str) -> str:
    """The handle as it would be kept. Raises BadHandle or HandleTaken."""
    wanted = check_handle(handle)
    key = handle_key(wanted)
    taken = Identity.objects.filter(handle_key=key, domain="").exists()
    if taken or ClosedHandle.objects.filter(digest=_closed_digest(key)).exists():
        raise HandleTaken
    return wanted


@transaction.atomic
def use_invitation(*, code: str, now: datetime) -> Invitation:
    """Count one use. Raises InvitationUsed; two people can never share the last use."""
    left = Invitation.objects.filter(code=code.strip(), until__gt=now, uses_left__gt=0)
    if not left.update(uses_left=F("uses_left") - 1):
        raise InvitationUsed
    return Invitation.objects.get(code=code.strip())


@transaction.atomic
def invite(*, by: User, now: datetime, uses: int = 1) -> Invitation:
    """Make an invitation that lasts two weeks. Raises OnlyStaff."""
    _require_staff(by)
    invitation = Invitation.objects.create(
        code=secrets.token_urlsafe(12),
        made_by=by,
        made_at=now,
        until=now + INVITATION_LASTS,
        uses_left=max(1, min(uses, 100)),
    )
    record("invitation.made", actor_id=by.identity_id, now=now, facts={"uses": uses})
    return invitation


@transaction.atomic
def withdraw_invitation(*, by: User, invitation_id: int) -> None:
    _require_staff(by)
    Invitation.objects.filter(pk=invitation_id).delete()


@transaction.atomic
def approve(*, by: User, user: User, now: datetime) -> None:
    """Let someone in who asked to join. Raises OnlyStaff."""
    _require_staff(by)
    waiting = User.objects.filter(pk=user.pk, approved_at__isnull=True)
    if waiting.update(approved_at=now, approved_by_id=by.pk):
        record(
            "account.approved",
            actor_id=by.identity_id,
            now=now,
            subject=("user", user.pk),
        )


@transaction.atomic
def decline(*, by: User, user: User, now: datetime) -> None:
    """Turn down someone who asked to join: everything they gave is erased. Raises OnlyStaff."""
    _require_staff(by)
    if user.approved_at is not None or user.identity is None:
        return
    record("account.declined", actor_id=by.identity_id, now=now, subject=("user", user.pk))
    erase(identity=user.identity, now=now, keeps_handle=False)


@transaction.atomic
def hide_until_arrival(*, identity: Identity, now: datetime) -> None:
    """Hidden until `arrive`: the e-mail is not confirmed, or nobody has approved yet."""
    _stand(identity, reason_code=WAITING, by_id=None, now=now)


@transaction.atomic
def arrive(*, user: User, now: datetime) -> None:
    """The first complete sign-in: from now on the person is there for others."""
    Standing.objects.filter(
        identity=user.identity_id, reason_code=WAITING, until__isnull=True
    ).update(until=now)


@transaction.atomic
def suspend(
    *,
    identity: Identity,
    by: Identity | None,
    reason_code: str,
    now: datetime,
    until: datetime | None = None,
) -> Standing:
    """Hide someone and everything they said; every session ends at once."""
    standing = _stand(
        identity, reason_code=reason_code, by_id=by.pk if by else None, now=now, until=until
    )
    _stop(identity, now=now)
    record(
        "identity.suspended",
        actor_id=by.pk if by else None,
        now=now,
        subject=("identity", identity.pk),
        facts={"reason": reason_code},
    )
    return standing


@transaction.atomic
def lift_suspension(*, identity: Identity, by: Identity | None, now: datetime) -> None:
    """End every suspension of someone but the one that waits for the first sign-in."""
    lifted = (
        Standing.objects.filter(identity=identity, kind=Standing.Kind.SUSPENDED)
        .filter(Q(until__isnull=True) | Q(until__gt=now))
        .exclude(reason_code=WAITING)
        .update(until=now)
    )
    if lifted:
        record(
            "identity.restored",
            actor_id=by.pk if by else None,
            now=now,
            subject=("identity", identity.pk),
        )


@transaction.atomic
def close_account(*, user: User, now: datetime) -> None:
    """Leave for good: hidden and signed out at once, then a job erases everything."""
    identity = user.identity
    if identity is None:
        user.delete()
        return
    _stand(identity, reason_code=CLOSED, by_id=identity.pk, now=now)
    User.objects.filter(pk=user.pk).update(is_active=False)
    _stop(identity, now=now)
    enqueue(
        ERASE_JOB,
        args={"identity": identity.pk},
        due=now,
        now=now,
        key=f"erase-{identity.pk}",
    )


@transaction.atomic
def erase(*, identity: Identity, now: datetime, keeps_handle: bool = True) -> None:
    """Remove someone and everything the place keeps about them. Doing it twice is harmless.

    What stays: the audit chain and clearances (ids only), and a digest that keeps the handle
    from being taken by another.
    """
    if not Identity.objects.filter(pk=identity.pk).exists():
        return
    for holder in _holders():
        holder.erase(identity, now=now)
    if keeps_handle and identity.local:
        ClosedHandle.objects.get_or_create(
            digest=_closed_digest(identity.handle_key), defaults={"closed_at": now}
        )
    for user in User.objects.filter(identity=identity):
        end_sessions(user)
        user.delete()
    record("identity.erased", actor_id=None, now=now, subject=("identity", identity.pk))
    identity.delete()


@transaction.atomic
def set_roles(*, by: User, names: Iterable[str], now: datetime) -> None:
    """Set the list of roles people choose from; an empty list brings back the built-in one."""
    _require_staff(by)
    wanted = list(dict.fromkeys(name.strip()[:40] for name in names if name.strip()))
    RoleOption.objects.all().delete()
    RoleOption.objects.bulk_create(
        RoleOption(name=name, position=place) for place, name in enumerate(wanted)
    )
    record("roles.set", actor_id=by.identity_id, now=now, facts={"count": len(wanted)})


def _stop(identity: Identity, *, now: datetime) -> None:
    for user in User.objects.filter(identity=identity):
        end_sessions(user)
    for holder in _holders():
        holder.freeze(identity, now=now)


def _stand(
    identity: Identity,
    *,
    reason_code: str,
    by_id: int | None,
    now: datetime,
    until: datetime | None = None,
) -> Standing:
    return Standing.objects.create(
        identity=identity,
        kind=Standing.Kind.SUSPENDED,
        by_id=by_id,
        since=now,
        until=until,
        reason_code=reason_code,
    )


def _require_staff(user: User) -> None:
    if not user.is_staff_of_place:
        raise OnlyStaff


def _closed_digest(key: str) -> bytes:
    return digest("closed-handle", key)


def _holders() -> Sequence[Holder]:
    return wired("holders")  # type: ignore[no-any-return]  # the wiring file states it
