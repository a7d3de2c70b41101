"""Load the demo people and posts, through the same way out as everyone's."""

from __future__ import annotations

import argparse

from carefolk.ops.place import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--how", action="store_true", help="only say how to sign in")


def run(arguments: argparse.Namespace) -> int:
    start_django()
    from carefolk.kit import clock  # slow import: needs Django
    from carefolk.ops import demo  # slow import: needs Django

    if not arguments.how:
        demo.load(clock.now())
    print(demo.how_to_sign_in())
    return 0
