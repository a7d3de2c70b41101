"""Who a session cookie stands for, read without Django's ORM and asked again every few seconds.

The rules are Django's own (contrib.sessions, contrib.auth): the row exists and has not expired,
its account is active, and it holds the HMAC of the present password. So signing out, a new
password, leaving and suspension end a stream as they end a sign-in.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core import signing
from django.utils.crypto import salted_hmac

from carefolk.streaming.signals import BATCH, Signals

# SessionBase.key_salt and AbstractBaseUser.get_session_auth_hash of Django 5.2.
_SESSION_SALT = "django.contrib.sessions.SessionStore"
_PASSWORD_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"  # noqa: S105 - the name of a salt

_SESSIONS = "SELECT session_key, session_data FROM django_session WHERE expire_date > ? AND "
_ACCOUNTS = """
    SELECT u.id, u.password, i.id, i.kind
    FROM people_user u JOIN people_identity i ON i.id = u.identity_id
    WHERE u.is_active AND NOT EXISTS (
        SELECT 1 FROM people_standing s
        WHERE s.identity_id = i.id AND s.kind = 'suspended' AND (s.until IS NULL OR s.until > ?)
    ) AND """


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is signed in.

    Attributes:
        viewer: id of the identity that reads.
        is_member: belongs to this place; guests do not.
    """

    viewer: int
    is_member: bool


def visitors(
    signals: Signals, keys: Collection[str], *, secret: str, now: datetime
) -> dict[str, Visitor]:
    """Whom these sessions sign in now; those that sign in nobody are left out. Two questions."""
    moment = signals.moment(now)
    claims: dict[str, tuple[int, str]] = {}
    for part, marks in _parts(list(keys)):
        question = f"{_SESSIONS}session_key IN ({marks})"
        for key, data in signals.rows(question, [moment, *part]):
            claim = _claim(data, secret=secret)
            if claim is not None:
                claims[key] = claim
    accounts: dict[int, tuple[str, int, str]] = {}
    for part, marks in _parts(sorted({user for user, _hash in claims.values()})):
        question = f"{_ACCOUNTS}u.id IN ({marks})"
        for user, password, identity, kind in signals.rows(question, [moment, *part]):
            accounts[user] = (password, identity, kind)
    return {
        key: Visitor(accounts[user][1], is_member=accounts[user][2] != "guest")
        for key, (user, proof) in claims.items()
        if user in accounts and _proves(proof, accounts[user][0], secret=secret)
    }


def _parts(values: Sequence[Any]) -> Iterator[tuple[Sequence[Any], str]]:
    for start in range(0, len(values), BATCH):
        part = values[start : start + BATCH]
        yield part, ",".join("?" * len(part))


def _claim(data: str, *, secret: str) -> tuple[int, str] | None:
    """The account and the proof of its password that a session holds."""
    try:
        held = signing.loads(data, key=secret, salt=_SESSION_SALT, fallback_keys=[])
        return int(held["_auth_user_id"]), str(held["_auth_user_hash"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None


def _proves(proof: str, password: str, *, secret: str) -> bool:
    right = salted_hmac(_PASSWORD_SALT, password, secret=secret, algorithm="sha256").hexdigest()
    return hmac.compare_digest(proof.encode(), right.encode())
