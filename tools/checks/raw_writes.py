"""Only a room's `store.py` writes what people see.

What is seen is found by itself: every model with a `clearance`. Outside `store.py` nothing may
make such a row, or change a column that holds words. Counts and versions may be updated anywhere.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MAKES = {
    "create", "bulk_create", "get_or_create", "update_or_create", "bulk_update",
    "acreate", "abulk_create", "aget_or_create", "aupdate_or_create", "abulk_update",
}  # fmt: skip
UPDATES = {"update", "aupdate"}
SAVES = {"save", "asave"}
WORD_FIELDS = {"CharField", "TextField", "JSONField", "URLField"}

# Places that make such rows without showing them, each with its reason.
ALLOWED = {
    ("posts/media.py", "Attachment"): "an upload is seen by nobody until a status takes it",
    (
        "publishing/makers/profile.py",
        "Profile",
    ): "built in memory for the guard; store.py writes it",
    ("ops/bulk.py", "Status"): "large places for measuring; a test compares with the pathway",
    ("ops/bulk.py", "Profile"): "large places for measuring; a test compares with the pathway",
}


@dataclass(frozen=True)
class Visible:
    """A model people see, and its columns that hold words."""

    name: str
    words: frozenset[str]


def problems(root: Path) -> Iterator[str]:
    package = root / "src" / "carefolk"
    visible = {model.name: model for model in visible_models(package)}
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package).as_posix()
        if path.name == "store.py" or "migrations" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for line, model, what in _writes(tree, visible):
            if (place, model) not in ALLOWED:
                yield (
                    f"{path.relative_to(root)}:{line}: {what} outside store.py; what people see "
                    "goes through the maker of its kind"
                )


def visible_models(package: Path) -> Iterator[Visible]:
    """Every model with a clearance."""
    for path in [*package.glob("*/models.py"), *package.glob("*/models/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                fields = dict(_fields(node))
                if fields.get("clearance") == "ForeignKey":
                    words = {name for name, kind in fields.items() if kind in WORD_FIELDS}
                    yield Visible(node.name, frozenset(words))


def _fields(model: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for node in model.body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Call)
            and isinstance(node.value.func, ast.Attribute)
        ):
            yield node.targets[0].id, node.value.func.attr


def _writes(tree: ast.Module, visible: dict[str, Visible]) -> Iterator[tuple[int, str, str]]:
    holders = _variables_holding(tree, visible)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in visible and node.keywords:
            yield node.lineno, node.func.id, f"{node.func.id}(…) is made"
        if not isinstance(node.func, ast.Attribute):
            continue
        act, root = node.func.attr, _root(node.func.value)
        model = root if root in visible else holders.get(root, "")
        if not model:
            continue
        if act in MAKES or (act in SAVES and _changes_words(node, visible[model])):
            yield node.lineno, model, f"{model} is written by .{act}()"
        elif act in UPDATES:
            words = {word.arg for word in node.keywords if word.arg} & visible[model].words
            if words:
                yield node.lineno, model, f"{model}.{min(words)} is written by .{act}()"


def _changes_words(call: ast.Call, model: Visible) -> bool:
    """A save without update_fields writes every column."""
    for keyword in call.keywords:
        if keyword.arg == "update_fields" and isinstance(keyword.value, ast.List | ast.Tuple):
            names = {item.value for item in keyword.value.elts if isinstance(item, ast.Constant)}
            return bool(names & model.words)
    return True


def _variables_holding(tree: ast.Module, visible: dict[str, Visible]) -> dict[str, str]:
    """Names annotated as a visible model, or assigned from one of its querysets."""
    holders = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and isinstance(node.annotation, ast.Name):
            name = node.arg if isinstance(node, ast.arg) else getattr(node.target, "id", "")
            if node.annotation.id in visible:
                holders[name] = node.annotation.id
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            root = _root(node.value)
            if isinstance(node.value, ast.Call) and root in visible:
                holders[node.targets[0].id] = root
    return holders


def _root(node: ast.AST) -> str:
    """`Status` of `Status.objects.filter(…).first`."""
    while True:
        if isinstance(node, ast.Attribute):
            node = node.value
        elif isinstance(node, ast.Call):
            node = node.func
        else:
            return node.id if isinstance(node, ast.Name) else ""
