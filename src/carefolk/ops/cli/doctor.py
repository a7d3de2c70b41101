"""Look the place over: what is wrong, and what to do about it.

The exit code is 1 when something serious is wrong.
"""

from __future__ import annotations

import argparse

from carefolk.ops.place import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "only", nargs="*", metavar="CHECK", help="only these checks, such as disk or mail"
    )


def run(arguments: argparse.Namespace) -> int:
    config = start_django()
    from carefolk.ops import doctor  # slow import: needs Django

    unknown = [name for name in arguments.only if name not in doctor.CHECKS]
    if unknown:
        print(f"There is no check called {unknown[0]}; there are: {', '.join(doctor.CHECKS)}.")
        return 2
    checks = {name: doctor.CHECKS[name] for name in arguments.only or doctor.CHECKS}
    serious = False
    for name, findings in doctor.examine(config, checks).items():
        if not findings:
            print(f"good    {name}")
        for finding in findings:
            serious = serious or finding.serious
            print(f"{'WRONG' if finding.serious else 'hint '}   {name}: {finding.wrong}.")
            print(f"        {finding.todo}")
    return int(serious)
