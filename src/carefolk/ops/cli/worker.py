"""Run the work that waits: mails, deliveries, clean-up. `serve` does this by itself."""

from __future__ import annotations

import argparse
import signal
from threading import Event

from carefolk.ops.place import start_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what is due now, then end")
    parser.add_argument(
        "--retry-parked",
        action="store_true",
        help="give jobs that failed too often a fresh start, then end",
    )


def run(arguments: argparse.Namespace) -> int:
    start_django()
    from carefolk.jobs import queue, worker  # slow import: needs Django
    from carefolk.kit import clock  # slow import: needs Django

    if arguments.once:
        print(f"{worker.run_due(now=clock.now())} jobs tried.")
        return 0
    if arguments.retry_parked:
        print(f"{queue.retry_parked(now=clock.now())} jobs will be tried again.")
        return 0
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker.run(stop)
    return 0
