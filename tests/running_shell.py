"""Runs functions inside a running place for `Place.call`: one JSON line in, one out."""

from __future__ import annotations

import json
import sys
import traceback
from importlib import import_module

from carefolk.ops.place import start_django


def main() -> None:
    start_django()
    for line in sys.stdin:
        function, arguments = json.loads(line)
        try:
            module, _, name = function.partition(":")
            answer = {"result": getattr(import_module(module), name)(**arguments)}
        except Exception:  # noqa: BLE001 - the caller is told, whatever it is
            answer = {"error": traceback.format_exc()}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
