from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

from carefolk.kit.config import Config
from carefolk.ops.doctor.finding import Finding

LITTLE = 2 * 1024**3
VERY_LITTLE = 300 * 1024**2


def check(config: Config) -> Iterator[Finding]:
    """There is room, in bytes and in files."""
    free = shutil.disk_usage(config.data).free
    if free < LITTLE:
        yield Finding(
            f"only {free // 1024**2} MB are free where {config.data} is",
            "Make room: when the disk is full, nobody can post.",
            serious=free < VERY_LITTLE,
        )
    files = os.statvfs(config.data)
    if files.f_files and files.f_favail / files.f_files < 0.01:
        yield Finding(
            f"almost no further files can be made where {config.data} is",
            "Delete what is not needed there; each picture needs a few files.",
        )
