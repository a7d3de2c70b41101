"""What a signed-in home page of twenty posts weighs over the wire, with an empty cache.

Everything the page itself names is fetched as a browser with gzip and brotli would: page, CSS,
scripts, icons. Pictures in posts are left out; only bodies are counted.
"""

from __future__ import annotations

import json
import re
import sys

from bench import _place
from bench._figures import Figures
from bench._server import folder_for_bytes, serving
from bench._web import Reader

PORT = 8857
KILOBYTE = 1024
_LINKED = re.compile(r'(?:src|href)="(/static/[^"#]+)')
_PICTURE = (".png", ".jpg", ".webp")


def main() -> int:
    figures = Figures()
    place = _place.built("small")
    cookie = json.loads(place.run("_viewers", "1"))[0]
    with folder_for_bytes() as folder, serving(place, port=PORT, answers_from=str(folder)):
        page = Reader(f"http://127.0.0.1:{PORT}", cookie)
        whole = page._open("/home", None, encoding="identity").decode()  # noqa: SLF001
        weights = {"page": len(page.fetch("/home")), "scripts": 0, "styles": 0, "icons": 0}
        for path in sorted(set(_LINKED.findall(whole))):
            if path.endswith(_PICTURE):
                continue
            kind = "scripts" if path.endswith(".js") else "styles" if path.endswith(".css") else ""
            weights[kind or "icons"] += len(page.fetch(path))
    for name in ("page", "styles", "icons"):
        figures.show(f"weight of {name}", weights[name] / KILOBYTE, " KB")
    figures.most("weight of scripts", weights["scripts"] / KILOBYTE, 30, " KB")
    figures.most("weight of home without pictures", sum(weights.values()) / KILOBYTE, 60, " KB")
    return figures.end()


if __name__ == "__main__":
    sys.exit(main())
