"""Load demo people and posts, through the same way out as everyone's, and say how to sign in.

Where they are loaded already it changes nothing.
"""

from __future__ import annotations

import argparse
import sys

from carefolk.ops.place import start_django

FAILED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(arguments: argparse.Namespace) -> int:
    del arguments
    start_django()
    from carefolk.kit import clock  # slow import: needs Django
    from carefolk.kit.errors import CarefolkError  # slow import: needs Django
    from carefolk.ops import demo  # slow import: needs Django
    from carefolk.people.models import User  # slow import: needs Django

    try:
        if not User.objects.filter(is_demo=True).exists():
            print("Loading demo people and posts; this happens once.", flush=True)
        demo.load(clock.now())
    except demo.DemoStopped as error:
        print(f"carefolk: the demo people could not be loaded: {error}", file=sys.stderr)
        return FAILED
    except CarefolkError as error:
        print(f"carefolk: the demo people could not be loaded: {error.words}", file=sys.stderr)
        return FAILED
    print(demo.how_to_sign_in())
    return 0
