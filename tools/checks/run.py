"""Runs the house checks and prints what they find. Each check is a file with `problems(root)`."""

from __future__ import annotations

import sys
from pathlib import Path

import component_parameters
import file_lengths
import foreign_names
import inner_imports
import raw_writes

ROOT = Path(__file__).resolve().parent.parent.parent
CHECKS = (inner_imports, raw_writes, component_parameters, file_lengths, foreign_names)


def main() -> int:
    found = [problem for check in CHECKS for problem in check.problems(ROOT)]
    for problem in found:
        print(problem)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
