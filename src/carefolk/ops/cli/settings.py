"""List every setting, its type, its default and what it does."""

from __future__ import annotations

import argparse

from carefolk.ops import settings_page


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--markdown", action="store_true", help="as the page docs/settings.md is made"
    )


def run(arguments: argparse.Namespace) -> int:
    text = settings_page.as_markdown() if arguments.markdown else settings_page.as_text()
    print(text, end="")
    return 0
