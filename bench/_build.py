"""Builds one place, or brings it up to date; run inside it by _place.py."""

from __future__ import annotations

import sys
import time

from carefolk.ops.place import start_django

config = start_django()

from carefolk.kit import clock  # noqa: E402 - needs Django
from carefolk.ops import bulk, prepare  # noqa: E402 - needs Django


def main() -> None:
    prepare.prepare(config)
    if sys.argv[1] == "migrate":
        return
    people, posts = int(sys.argv[1]), int(sys.argv[2])
    started = time.monotonic()

    def say(words: str) -> None:
        print(f"{time.monotonic() - started:6.0f} s  {words}", file=sys.stderr, flush=True)

    bulk.build(bulk.Size(people=people, posts=posts), now=clock.now(), say=say)


if __name__ == "__main__":
    main()
