"""Nothing of the machine it was written on: no path of it, no private package index.

Such a name works for one person and breaks, or tells too much, everywhere else.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

FOREIGN = re.compile(
    r"(?<![\w.~-])/(?:root|work|home)/[\w.]"
    r"|/tmp/(?:tmp\.|[\w]*\d{3})"
    r"|index-url\s*[= ]\s*\S"
    r"|https?://[\w.-]*(?:pypi|artifactory|nexus|verdaccio)[\w-]*\."
)


def problems(root: Path) -> Iterator[str]:
    for path in _files_of_the_project(root):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (UnicodeDecodeError, OSError):
            continue
        for number, line in enumerate(lines, start=1):
            found = FOREIGN.search(line)
            if found:
                yield f"{path.relative_to(root)}:{number}: '{found[0]}' belongs to one machine"


def _files_of_the_project(root: Path) -> list[Path]:
    """What git keeps or would keep."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [root / name for name in sorted(set(listed.split("\0"))) if name]
