"""Prints the session cookies of a few people of the place; run inside it by home.py."""

from __future__ import annotations

import json
import sys

from carefolk.ops.place import start_django

start_django()

from django.conf import settings  # noqa: E402 - needs Django
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402

from carefolk.people.models import User  # noqa: E402


def main() -> None:
    cookies = []
    for user in User.objects.filter(email__startswith="bench_").order_by("id")[: int(sys.argv[1])]:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.create()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
    print(json.dumps(cookies))


if __name__ == "__main__":
    main()
