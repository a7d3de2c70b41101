"""An import inside a function says on its line why it is there.

Imports at the top show what a file needs; the rare other one is for a slow import, an optional
dependency or a circle, and the next reader must not have to guess which.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SHORTEST_REASON = 8


def problems(root: Path) -> Iterator[str]:
    for path in sorted((root / "src").rglob("*.py")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for node in _inner_imports(ast.parse("\n".join(lines))):
            shown = " ".join(lines[node.lineno - 1 : node.end_lineno])
            reason = shown.partition("#")[2].removeprefix(" noqa").strip()
            if len(reason) < SHORTEST_REASON:
                yield (
                    f"{path.relative_to(root)}:{node.lineno}: an import inside a function needs "
                    "its reason as a comment on the line"
                )


def _inner_imports(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    seen = set()
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom) and node not in seen:
                seen.add(node)
                yield node
