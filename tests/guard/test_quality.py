"""How good the guard is on a set of posts of our own, all invented.

The floors stand a little under what was measured when the set was made; docs/rooms/guard.md tells
the figures on posts that the rules were not written beside, which are lower.
"""

import json
from pathlib import Path

import pytest

from carefolk.guard import Context, Level, check

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "posts.jsonl").read_text("utf-8").splitlines()
]
ANSWER = {Level.NOTE: "none", Level.CAUTION: "caution", Level.STOP: "stop", Level.STOP_HARD: "stop"}
ORDER = ("none", "caution", "stop")
AXES = ("confidentiality", "conduct")


@pytest.fixture(scope="module")
def answers():
    return [(row["label"], levels(row)) for row in ROWS]


def levels(row):
    context = Context(author_role=row["author_role"], audience=row["audience"])
    given = dict.fromkeys(AXES, "none")
    for finding in check(row["text"], context).findings:
        level = ANSWER[finding.level]
        given[finding.axis.value] = max(given[finding.axis.value], level, key=ORDER.index)
    return given


def share(pairs, hit):
    assert pairs
    return sum(map(hit, pairs)) / len(pairs)


def flagged(pair):
    label, given = pair
    return any(label[axis] != "none" and given[axis] != "none" for axis in AXES)


def test_most_posts_that_need_a_second_look_get_one(answers):
    pairs = [pair for pair in answers if set(pair[0].values()) != {"none"}]
    assert share(pairs, flagged) >= 0.9


def test_most_breaches_are_stopped(answers):
    pairs = [pair for pair in answers if "stop" in pair[0].values()]
    assert share(pairs, flagged) >= 0.9
    assert share(pairs, lambda pair: "stop" in pair[1].values()) >= 0.85


def test_harmless_posts_pass_without_friction(answers):
    pairs = [pair for pair in answers if set(pair[0].values()) == {"none"}]
    assert share(pairs, lambda pair: set(pair[1].values()) != {"none"}) <= 0.05
    assert share(pairs, lambda pair: "stop" in pair[1].values()) == 0


def test_marked_words_cover_the_labelled_ones():
    covered = total = 0
    for row in ROWS:
        context = Context(author_role=row["author_role"], audience=row["audience"])
        marked = {
            position
            for finding in check(row["text"], context).findings
            if finding.level is not Level.NOTE
            for position in range(finding.start, finding.end)
        }
        for span in row["spans"]:
            words = set(range(span["start"], span["end"]))
            total += 1
            covered += len(words & marked) * 2 >= len(words)
    assert covered / total >= 0.75
