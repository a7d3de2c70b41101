"""Who includes a component passes only what its first lines name, and lets nothing else leak in.

A misspelt parameter would otherwise be an empty space on somebody's page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

INCLUDE = re.compile(r"{%-?\s*include\s+\"(components/[\w/.-]+)\"\s*(.*?)\s*-?%}", re.DOTALL)
STRINGS = re.compile(r"\"[^\"]*\"|'[^']*'")
PASSED = re.compile(r"(?<![\w.:|])(\w+)=")
HEAD = re.compile(r"\A(?:\s*{#.*?#})+", re.DOTALL)


def problems(root: Path) -> Iterator[str]:
    package = root / "src" / "carefolk"
    templates = sorted(package.glob("*/templates/**/*.html"))
    heads = {path.relative_to(_templates_of(path)).as_posix(): _head(path) for path in templates}
    for path in templates:
        text = path.read_text(encoding="utf-8")
        for match in INCLUDE.finditer(text):
            where = f"{path.relative_to(root)}:{text[: match.start()].count(chr(10)) + 1}"
            yield from _judge(match[1], STRINGS.sub("''", match[2]), heads, where)


def _judge(component: str, rest: str, heads: dict[str, str], where: str) -> Iterator[str]:
    if component not in heads:
        yield f"{where}: {component} does not exist"
        return
    if not re.search(r"\bonly$", rest):
        yield f"{where}: {component} is included without 'only'"
    for name in PASSED.findall(rest):
        if not re.search(rf"\b{name}\b", heads[component]):
            yield f"{where}: {component} knows no parameter {name} (its first lines name them)"


def _head(path: Path) -> str:
    match = HEAD.match(path.read_text(encoding="utf-8"))
    return match[0] if match else ""


def _templates_of(path: Path) -> Path:
    return next(parent for parent in path.parents if parent.name == "templates")
