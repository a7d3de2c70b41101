"""What is kept only for a while is deleted when its time is over. Needs Django."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session

from carefolk.people.life import erase
from carefolk.people.models import User

UNCONFIRMED_LIMIT = timedelta(days=3)


def forget_expired(args: Mapping[str, Any], *, now: datetime) -> None:
    """Delete sessions that have run out. A job; `args` is empty."""
    del args
    Session.objects.filter(expire_date__lt=now).delete()


def forget_unconfirmed(args: Mapping[str, Any], *, now: datetime) -> None:
    """Erase sign-ups whose e-mail was never confirmed, and free their handles. A job."""
    del args
    waiting = (
        User.objects.filter(
            date_joined__lt=now - UNCONFIRMED_LIMIT,
            last_login__isnull=True,
            is_demo=False,
            place_role=User.Role.MEMBER,
        )
        .exclude(emailaddress__verified=True)
        .select_related("identity")
    )
    for user in waiting[:200]:
        if user.identity is None:
            user.delete()
        else:
            erase(identity=user.identity, now=now, keeps_handle=False)
