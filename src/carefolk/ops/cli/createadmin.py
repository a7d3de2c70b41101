"""Make an administrator of this place, or make one of someone who has an account.

The password is asked for, or read as one line from standard input. At the first sign-in a second
factor is set up.
"""

from __future__ import annotations

import argparse
import getpass
import sys

from carefolk.ops.place import start_django

REFUSED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--email", required=True, help="the address they sign in with")
    parser.add_argument("--handle", default="", help="the handle others write, such as asha")
    parser.add_argument("--name", default="", help="the name others read; the handle if left out")


def run(arguments: argparse.Namespace) -> int:
    start_django()
    from carefolk.ops import admins  # slow import: needs Django

    email = arguments.email.strip()
    try:
        if admins.promote(email=email):
            print(f"{email} is now an administrator.")
            return 0
        if not arguments.handle:
            print(f"Nobody here signs in as {email}. For a new account, add --handle.")
            return REFUSED
        identity = admins.create(
            email=email,
            handle=arguments.handle,
            name=arguments.name or arguments.handle,
            password=_password(),
        )
    except admins.Refused as error:
        for sentence in error.sentences:
            print(f"carefolk: {sentence}", file=sys.stderr)
        return REFUSED
    print(
        f"{identity.address} is an administrator. A second factor is set up at the first sign-in."
    )
    return 0


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    while True:
        password = getpass.getpass("Password: ")
        if password == getpass.getpass("The same again: "):
            return password
        print("The two differ. Please try again.")
