"""Programs of the operating system that tests need: found, installed where allowed, or missed."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """A program, the Debian packages it comes with, and what cannot be tested without it."""

    name: str
    packages: tuple[str, ...]
    without_it: str

    def find(self) -> Path | None:
        if self.name == "postgres":
            found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
            return found[-1].parent if found else None
        path = shutil.which(self.name)
        return Path(path) if path else None


CHROMIUM = Program("chromium", ("chromium",), "browser tests")
POSTGRES = Program("postgres", ("postgresql",), "the whole suite on PostgreSQL")
NPM = Program("npm", ("nodejs", "npm"), "lint of style sheets and scripts")


def require(program: Program) -> Path | None:
    """The program, installed first if it is missing and we may; None when that cannot be."""
    found = program.find()
    if found is None and _install(program):
        found = program.find()
    if found is None:
        print(f"\n!!! {program.name} is missing, so this is SKIPPED: {program.without_it}.")
        print(f"!!! To have it: sudo apt-get install {' '.join(program.packages)}\n", flush=True)
    return found


def _install(program: Program) -> bool:
    apt = shutil.which("apt-get")
    prefix = _as_root()
    if apt is None or prefix is None:
        return False
    print(f"Installing {' '.join(program.packages)} …", flush=True)
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = [*prefix, apt, "install", "-y", "-qq", "--no-install-recommends", *program.packages]
    for command in (install, [*prefix, apt, "update", "-qq"], install):
        done = subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, check=False)
        if command is install and done.returncode == 0:
            return True
    return False


def _as_root() -> list[str] | None:
    """What to put before a command so that it runs as root without a question."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        return [sudo, "-n", "-E"]
    return None
