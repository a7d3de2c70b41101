from __future__ import annotations

import tempfile
from collections.abc import Iterator

from carefolk.kit.config import Config
from carefolk.ops.doctor.finding import Finding


def check(config: Config) -> Iterator[Finding]:
    """Pictures can be stored, and nobody else on this machine can change them."""
    folder = config.media_dir
    if not folder.is_dir():
        yield Finding(f"the folder of pictures {folder} is missing", "Run carefolk migrate.")
        return
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"a picture could be stored")
    except OSError as error:
        yield Finding(
            f"nothing can be stored in {folder} ({error.strerror})",
            "Give the folder to the user who runs Carefolk, or make room.",
        )
    if folder.stat().st_mode & 0o002:
        yield Finding(f"everyone on this machine may change {folder}", f"Run chmod o-w {folder}")
