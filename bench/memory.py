"""Memory of a whole place: the sum of PSS over all processes of `carefolk serve`.

At rest, after some pages were read; and after the first text check, with the guard's process.
Linux only (smaps_rollup).
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

from bench import _place
from bench._figures import Figures
from bench._web import Reader

PORT = 8855
AT_REST, WITH_GUARD = 350, 900


def main() -> int:
    figures = Figures()
    place = _place.built("small")
    _place.end_guard(place.folder)
    cookie = json.loads(place.run("_viewers", "1"))[0]
    log = (place.folder / "serve.log").open("wb")
    serve = subprocess.Popen(
        [sys.executable, "-m", "carefolk.ops", "serve", "--port", str(PORT)],
        env=place.environ,
        stdout=log,
        stderr=log,
    )
    try:
        _wait(place.folder / "serve.log", serve)
        reader = Reader(f"http://127.0.0.1:{PORT}", cookie)
        for path in ("/home", "/place", "/home.json", "/write", "/home"):
            reader.fetch(path)
        time.sleep(3)
        figures.most("memory at rest", _pss(place, serve.pid, figures), AT_REST, " MB")
        reader.check("A quiet morning. Mrs Jones in room 4 was born on 3 March 1931.")
        time.sleep(2)
        figures.most(
            "memory after the first text check", _pss(place, serve.pid, figures), WITH_GUARD, " MB"
        )
    finally:
        serve.send_signal(signal.SIGTERM)
        serve.wait(30)
    return figures.end()


def _wait(log: Path, serve: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if b"Stop it with" in log.read_bytes():
            return
        if serve.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"the place did not start:\n{log.read_text(errors='replace')}")


def _pss(place: _place.Place, root: int, figures: Figures) -> float:
    """Of all processes below `root`, and of the guard, which stands by itself."""
    wanted = [root]
    for pid in wanted:
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            wanted += [int(child) for child in task.read_text().split()]
    guard = place.folder / "run" / "guard.pid"
    if guard.exists() and Path(f"/proc/{guard.read_text().strip()}").exists():
        process = int(guard.read_text())
        if b"guard_server" in Path(f"/proc/{process}/cmdline").read_bytes():
            wanted.append(process)
    total = 0.0
    for pid in dict.fromkeys(wanted):
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        except OSError:
            continue
        size = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
        figures.show(f"  process {' '.join(words[1:5]).strip() or pid}", size, " MB")
        total += size
    return total


if __name__ == "__main__":
    sys.exit(main())
