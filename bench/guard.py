"""How long the guard takes for one text: in its own process, over the socket, as publishing asks.

Texts are invented: harmless ones, and the same with something to find in them.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench import _place
from bench._figures import Figures

_FINDS = (
    "",
    " Call me on 07700 900123.",
    " Mrs Jones in room 4 had a fall on Tuesday.",
    " NHS number 943 476 5919.",
    " She is 94 and the only Welsh speaker on our street in Llanfair.",
)
TEXTS = 250


def main() -> int:
    figures = Figures()
    with tempfile.TemporaryDirectory(prefix="cf-bench-") as folder:
        import os  # the settings must stand before Django is loaded

        os.environ.update(_place.environ_of(Path(folder)))
        from carefolk.ops.place import start_django  # as above

        start_django()
        try:
            _measure(figures)
        finally:
            _place.end_guard(Path(folder))
    return figures.end()


def _measure(figures: Figures) -> None:
    from carefolk.guard import Context  # needs the settings
    from carefolk.kit import clock
    from carefolk.ops.bulk_texts import every_text
    from carefolk.publishing.checking import verdict_for

    context = Context(author_role="care worker", nation="England")
    started = time.perf_counter()
    verdict_for("Good morning.", context, now=clock.now())
    figures.show("guard: first answer, start included", time.perf_counter() - started, " s")
    texts = every_text()[:TEXTS]
    took = []
    for number, text in enumerate(texts):
        words = text + _FINDS[number % len(_FINDS)]
        started = time.perf_counter()
        verdict_for(words, context, now=clock.now())
        took.append((time.perf_counter() - started) * 1000)
    figures.show(f"guard: p50 of {len(took)} texts", statistics.median(took), " ms")
    figures.show("guard: p95", statistics.quantiles(took, n=20)[18], " ms")


if __name__ == "__main__":
    sys.exit(main())
