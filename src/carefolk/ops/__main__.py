"""`python -m carefolk.ops` is the carefolk command, also where it is not installed."""

from __future__ import annotations

import sys

from carefolk.ops.cli import main

if __name__ == "__main__":
    sys.exit(main())
