"""No source file is longer than 450 lines: past that, one reads a summary of a file, not a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

LONGEST = 450
# A long table of cases is still one thing; a long test file is judged by its readers.
FOLDERS = ("src", "tools", "bench")
ENDINGS = {".py", ".html", ".css", ".js"}


def problems(root: Path) -> Iterator[str]:
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in ENDINGS or {"node_modules", "migrations"} & set(path.parts):
                continue
            lines = len(path.read_text(encoding="utf-8").splitlines())
            if lines > LONGEST:
                yield f"{path.relative_to(root)}: {lines} lines; split it (at most {LONGEST})"
