"""The carefolk command. Each sub-command is one file with `add_arguments` and `run`."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from carefolk.kit.config import ConfigError
from carefolk.ops.place import what_the_database_says

COMMANDS = (
    "serve",
    "migrate",
    "demo",
    "worker",
    "check",
    "doctor",
    "createadmin",
    "settings",
)
WRONG_SETTINGS = 2
INTERRUPTED = 130
FAILED = 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code; 2 means that a setting or argument is wrong."""
    argv = sys.argv[1:] if argv is None else argv
    # Only the one asked for is loaded: the command answers sooner.
    wanted = [name for name in COMMANDS if argv[:1] == [name]]
    arguments = make_parser(wanted or COMMANDS).parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except ConfigError as error:
        print(f"carefolk: {error}", file=sys.stderr)
        return WRONG_SETTINGS
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        words = what_the_database_says(error)
        if not words:
            raise
        print(f"carefolk: {words}", file=sys.stderr)
        return FAILED


def make_parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The command line with the named commands; without names, all of it."""
    parser = argparse.ArgumentParser(
        prog="carefolk",
        description="Run a Carefolk place: a social network for people in social care.",
        epilog="Settings come from environment variables (CAREFOLK_…) or from the TOML file that "
        "CAREFOLK_CONFIG names; 'carefolk settings' lists them.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in names:
        module = importlib.import_module(f"carefolk.ops.cli.{name}")
        described = (module.__doc__ or "").strip()
        sub = commands.add_parser(
            name,
            help=described.split("\n")[0],
            description=described,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(sub)
        sub.set_defaults(run=module.run)
    return parser
