"""Promises about the room as a whole."""

import ast
from pathlib import Path

import carefolk.guard
from carefolk.guard.keys import CHECKS, LABELS, REASONS

ROOM = Path(carefolk.guard.__file__).parent


def strings():
    for file in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield file.name, node.value


def test_every_pattern_is_linear_because_nothing_uses_another_engine():
    for file in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            source = node.module if isinstance(node, ast.ImportFrom) else None
            assert not {"re", "regex"} & {*names, source}, file


def test_every_check_named_in_the_code_is_registered():
    named = {value for _, value in strings() if value.startswith("chk.") and " " not in value}
    assert named <= set(CHECKS)


def test_every_key_in_the_registry_is_used_or_known():
    elsewhere = {value for name, value in strings() if name != "keys.py"}
    unused = {key for key in REASONS | LABELS if key not in elsewhere}
    assert unused <= {"say-local", "say-kinder"}
