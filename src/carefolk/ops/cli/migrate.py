"""Prepare the place: bring the database up to date and gather the files pages need.

It keeps all data, and does nothing where nothing is to be done.
"""

from __future__ import annotations

import argparse

from carefolk.ops.place import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="say nothing when all is well")


def run(arguments: argparse.Namespace) -> int:
    config = start_django()
    from carefolk.ops import prepare  # slow import: needs Django

    done = prepare.prepare(config)
    if not arguments.quiet:
        print(done)
    return 0
