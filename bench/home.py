"""The home timeline, as JSON and as a page, in a small and a large place; and publishing.

Beside each stands a plain Django view with the same middleware (sign-in check included) that
gives the same bytes from memory. Both are asked in turns over loopback in the same run, on
connections that stay open, so that a busy machine slows both alike; figures are medians.

BENCH_DATABASE=postgresql://… measures on PostgreSQL; without it on SQLite.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path

from bench import _place
from bench._figures import Figures
from bench._load import Asked, Line, seconds_each, throughput
from bench._server import folder_for_bytes, serving

PORTS = {"small": 8851, "large": 8853}
VIEWERS = 8
ROUNDS, ROUND_SECONDS = 9, 0.8
TURNS, TURN_REQUESTS = 15, 40
PATHS = {"JSON": ("/home.json", "/bench/plain.json"), "page": ("/home", "/bench/plain")}


def main() -> int:
    figures = Figures()
    places = {name: _place.built(name) for name in ("small", "large")}
    print(f"database: {_place.vendor()}")
    figures.most("building the large place", _place.seconds_to_build("large"), 300, " s")
    _queries(places, figures)
    cookies = {
        name: json.loads(place.run("_viewers", str(VIEWERS))) for name, place in places.items()
    }
    with (
        folder_for_bytes() as folder,
        serving(places["small"], port=PORTS["small"], answers_from=str(folder)),
        serving(places["large"], port=PORTS["large"], answers_from=str(folder)),
    ):
        _keep_bytes(folder, cookies["large"][0])
        for kind, (path, plain) in PATHS.items():
            _growth(kind, path, cookies, figures)
            _beside_plain(kind, path, plain, cookies["large"], figures)
    return figures.end()


def _queries(places: dict[str, _place.Place], figures: Figures) -> None:
    counts = {name: json.loads(place.run("_queries")) for name, place in places.items()}
    for place in places.values():
        _place.end_guard(place.folder)
    for key, small in counts["small"].items():
        if key.startswith("/"):
            figures.equal(f"queries of {key} in the large place", counts["large"][key], small)
    large = counts["large"]
    followers = f"to {large['followers']} followers"
    figures.most(f"queries of publishing {followers}", large["publishing queries"], 8)
    figures.most(f"bulk writes of home entries {followers}", large["publishing bulk writes"], 1)


def _keep_bytes(folder: Path, cookie: str) -> None:
    for path, name in (("/home.json", "home.json"), ("/home", "home.html")):
        line = Line(PORTS["large"])
        raw = Asked(PORTS["large"], path, cookie).raw().replace(b"gzip", b"identity")
        head, body = line.ask(raw)
        assert b" 200 " in head.split(b"\r\n", 1)[0], head.decode()
        (folder / name).write_bytes(body)


def _growth(kind: str, path: str, cookies: dict[str, list[str]], figures: Figures) -> None:
    """Latency on one connection, small and large in turns."""
    asked = {name: [Asked(PORTS[name], path, cookie) for cookie in cookies[name]] for name in PORTS}
    took: dict[str, list[float]] = {name: [] for name in PORTS}
    for turn in range(TURNS + 1):
        for name in PORTS:
            fresh = seconds_each(asked[name], times=TURN_REQUESTS)
            took[name] += fresh if turn else []  # the first turn warms up
    medians = {name: statistics.median(each) * 1000 for name, each in took.items()}
    for name, value in medians.items():
        figures.show(f"{kind}: time in the {name} place", value, " ms")
    figures.most(f"{kind}: growth small to large", medians["large"] / medians["small"], 1.3)


def _beside_plain(kind: str, path: str, plain: str, cookies: list[str], figures: Figures) -> None:
    both = [[Asked(PORTS["large"], each, cookie) for cookie in cookies] for each in (path, plain)]
    ratios, rates = [], []
    for each in both:
        throughput(each, seconds=ROUND_SECONDS)
    for _ in range(ROUNDS):
        ours, theirs = (throughput(each, seconds=ROUND_SECONDS) for each in both)
        ratios.append(ours / theirs)
        rates.append((ours, theirs))
    figures.show(f"{kind}: answers a second", statistics.median(rate[0] for rate in rates))
    figures.show(f"{kind}: plain view, same bytes", statistics.median(rate[1] for rate in rates))
    share = statistics.median(ratios) * 100
    if kind == "JSON":
        figures.least("JSON: share of the plain view", share, 30, " %", aim="55 %")
    else:
        figures.least("page: share of the plain view", share, 12, " %")


if __name__ == "__main__":
    sys.exit(main())
