"""Counts the queries of home, cold and warm, and of publishing; run inside a place by home.py."""

from __future__ import annotations

import json
import os

os.environ["DJANGO_SETTINGS_MODULE"] = "bench._settings"
from carefolk.ops.place import start_django

start_django()

from django.db import connection, transaction  # noqa: E402 - needs Django
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from carefolk.kit import clock  # noqa: E402
from carefolk.people.models import Follow, Identity, User  # noqa: E402
from carefolk.posts import render  # noqa: E402
from carefolk.publishing.drafts import Door, Draft  # noqa: E402
from carefolk.publishing.pipeline import publish  # noqa: E402

FOLLOWERS = 50
_BOUNDS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def main() -> None:
    user = User.objects.filter(email__startswith="bench_").order_by("id")[0]
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user)
    counts: dict[str, int] = {}
    for path in ("/home.json", "/home"):
        client.get(path)  # loads code and templates
        for name, keeps_cards in (("cold", False), ("warm", True)):
            if not keeps_cards:
                render.forget_cards()
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(path).status_code == 200
            counts[f"{path} {name}"] = len(queries)
    counts |= _publishing()
    print(json.dumps(counts))


def _publishing() -> dict[str, int]:
    author = Identity.objects.select_related("profile").order_by("id")[0]
    now = clock.now()
    with transaction.atomic():
        Follow.objects.filter(followed=author).delete()
        others = Identity.objects.exclude(pk=author.pk).order_by("id")[:FOLLOWERS]
        Follow.objects.bulk_create(
            Follow(follower=each, followed=author, state=Follow.State.ACTIVE, since=now)
            for each in others
        )
        draft = Draft(text="Good morning from the early shift. What works for you?")
        with CaptureQueriesContext(connection) as queries:
            publish(draft, by=author, door=Door.BENCH, now=now)
        transaction.set_rollback(True)
    said = [
        query["sql"] for query in queries if not query["sql"].lstrip().upper().startswith(_BOUNDS)
    ]
    entries = [sql for sql in said if 'INTO "timelines_homeentry"' in sql]
    return {
        "followers": len(others),
        "publishing queries": len(said) - len(entries),
        "publishing bulk writes": len(entries),
    }


if __name__ == "__main__":
    main()
