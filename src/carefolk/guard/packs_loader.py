"""Rulebook packs: one folder per body, the only source of rules for the guard and the pages.

A pack is TOML that a domain expert can read and change. A wrong one fails at load with its file
and line. The version of a pack is its own number and a short digest of its text, so that a
remembered verdict ends with the pack that made it.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from carefolk.guard.keys import CHECKS
from carefolk.guard.patterns import Pattern, WrongPattern, compile_pattern
from carefolk.guard.verdict import Axis, Kind, Level

MOMENTS = frozenset(
    [
        "write",
        "post",
        "boost",
        "befriend",
        "receive",
        "image",
        "profile",
        "search",
        "chat",
        "group",
        "page",
        "directory",
        "onboarding",
        "operate",
    ]
)
_NATIONS = frozenset(["England", "Scotland", "Wales", "Northern Ireland"])
_RULE_KEYS = {
    "id": str,
    "title": str,
    "words": str,
    "severity": int,
    "kind": str,
    "moments": list,
    "checks": list,
    "source": str,
}


class WrongPack(ValueError):
    """A pack that cannot be used. The message names file, line and what is wrong."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One do or don't of a body, in the project's own plain words.

    Attributes:
        id: stable id, e.g. "hcpc.4"; never reused.
        title: a few words.
        words: one plain sentence for the person.
        severity: 1 good practice to 4 critical.
        kind: "do" or "do not".
        moments: when the place shows it.
        checks: ids of the checks that rest on it.
        source: name of the text it follows.
    """

    id: str
    title: str
    words: str
    severity: int
    kind: str
    moments: tuple[str, ...]
    checks: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class PackPattern:
    """A pattern of a pack, such as the name of a home or a code word.

    Attributes:
        pattern: compiled for RE2.
        check: the check it counts for.
        level: how strongly it speaks.
        axis: confidentiality or conduct.
        kind: what the words are.
    """

    pattern: Pattern
    check: str
    level: Level
    axis: Axis
    kind: Kind


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one body.

    Attributes:
        id: folder name.
        version: number of the pack and digest of its text.
        body: name of the body.
        applies_to: for whom its rules are, in words.
        nations: nations it holds in; empty means all.
        registers: registers whose members it binds; empty means everyone.
        unregistered: whether it also speaks to workers on no register in its nations.
    """

    id: str
    version: str
    body: str
    applies_to: str
    nations: tuple[str, ...]
    registers: tuple[str, ...]
    unregistered: bool
    rules: tuple[Rule, ...]
    patterns: tuple[PackPattern, ...]

    def fits(self, *, nation: str, register: str) -> bool:
        """Whether it speaks to an author of this nation and register; unknown fits loosely."""
        if self.nations and nation and nation not in self.nations:
            return False
        if not self.registers:
            return True
        return register in self.registers or (not register and self.unregistered)


@cache
def shipped_packs() -> tuple[Pack, ...]:
    """Every pack in `packs/`, by id. Raises WrongPack."""
    root = resources.files("carefolk.guard") / "packs"
    packs = []
    for folder in sorted(root.iterdir(), key=lambda entry: entry.name):
        if not folder.is_dir() or folder.name.startswith("_"):
            continue
        files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
        for file in sorted(files, key=lambda entry: entry.name):
            where = f"packs/{folder.name}/{file.name}"
            packs.append(parse_pack(file.read_text("utf-8"), name=folder.name, where=where))
    _require_distinct(packs)
    return tuple(packs)


def parse_pack(text: str, *, name: str, where: str) -> Pack:
    """Read and validate one pack.

    Args:
        text: TOML.
        name: id the pack must carry.
        where: file name for error messages.

    Raises:
        WrongPack: with file and line.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongPack(f"{where}: {error}") from None
    head = data.get("pack", {})
    lines = _Lines(text, where)
    for key, kind in (("id", str), ("version", str), ("body", str), ("applies_to", str)):
        if not isinstance(head.get(key), kind) or not head[key]:
            raise lines.wrong("[pack]", 0, key, "is missing or not a text")
    if head["id"] != name:
        raise lines.wrong("[pack]", 0, "id", f"must be {name}, like its folder")
    nations = tuple(head.get("nations", ()))
    if not set(nations) <= _NATIONS:
        raise lines.wrong("[pack]", 0, "nations", f"may hold {', '.join(sorted(_NATIONS))}")
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return Pack(
        id=name,
        version=f"{head['version']}+{digest}",
        body=head["body"],
        applies_to=head["applies_to"],
        nations=nations,
        registers=tuple(head.get("registers", ())),
        unregistered=bool(head.get("unregistered", False)),
        rules=tuple(_rule(raw, lines, number) for number, raw in enumerate(data.get("rule", []))),
        patterns=tuple(
            _pattern(raw, lines, number) for number, raw in enumerate(data.get("pattern", []))
        ),
    )


@cache
def rules_for(
    check: str, *, nation: str, register: str, further: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Ids of the rules that a check rests on for this author, their own body first.

    Args:
        check: id of the check.
        nation: the author's nation, or empty.
        register: the body the author is registered with, or empty.
        further: ids of packs that apply whatever the author's body.
    """
    if not nation and not register:
        nation = "England"  # the largest, where nothing is known
    own: list[str] = []
    common: list[str] = []
    for pack in shipped_packs():
        if not (pack.id in further or pack.fits(nation=nation, register=register)):
            continue
        ids = [rule.id for rule in pack.rules if check in rule.checks]
        (own if pack.registers else common).extend(ids)
    return (*own, *common)


def pack_versions() -> tuple[tuple[str, str], ...]:
    """(id, version) of every shipped pack."""
    return tuple((pack.id, pack.version) for pack in shipped_packs())


class _Lines:
    """Finds the line of a value, because TOML readers forget it."""

    def __init__(self, text: str, where: str) -> None:
        self._lines = text.splitlines()
        self._where = where

    def wrong(self, table: str, number: int, key: str, problem: str) -> WrongPack:
        line = 1
        seen = -1
        for index, raw in enumerate(self._lines, 1):
            if raw.strip().startswith(table):
                seen += 1
                if seen == number:
                    line = index
            elif seen == number and raw.startswith("["):
                break
            elif seen == number and raw.split("=")[0].strip() == key:
                line = index
                break
        return WrongPack(f"{self._where}, line {line}: {key} {problem}")


def _rule(raw: dict[str, Any], lines: _Lines, number: int) -> Rule:
    for key, kind in _RULE_KEYS.items():
        if not isinstance(raw.get(key), kind):
            raise lines.wrong("[[rule]]", number, key, f"is missing or not of kind {kind.__name__}")
    if raw["severity"] not in (1, 2, 3, 4):
        raise lines.wrong("[[rule]]", number, "severity", "must be 1, 2, 3 or 4")
    if raw["kind"] not in ("do", "do not"):
        raise lines.wrong("[[rule]]", number, "kind", 'must be "do" or "do not"')
    for key, known in (("checks", frozenset(CHECKS)), ("moments", MOMENTS)):
        unknown = set(raw[key]) - known
        if unknown:
            raise lines.wrong(
                "[[rule]]", number, key, f"names {', '.join(sorted(unknown))}, which does not exist"
            )
    unexpected = set(raw) - set(_RULE_KEYS)
    if unexpected:
        key = min(unexpected)
        raise lines.wrong("[[rule]]", number, key, "is not a key of a rule")
    return Rule(
        id=raw["id"],
        title=raw["title"],
        words=raw["words"],
        severity=raw["severity"],
        kind=raw["kind"],
        moments=tuple(raw["moments"]),
        checks=tuple(raw["checks"]),
        source=raw["source"],
    )


def _pattern(raw: dict[str, Any], lines: _Lines, number: int) -> PackPattern:
    try:
        return PackPattern(
            pattern=compile_pattern(str(raw["pattern"]), any_case=bool(raw.get("any_case", True))),
            check=_known_check(raw["check"]),
            level=Level(raw["level"]),
            axis=Axis(raw.get("axis", "confidentiality")),
            kind=Kind(raw["kind"]),
        )
    except KeyError as error:
        raise lines.wrong("[[pattern]]", number, str(error.args[0]), "is missing") from None
    except WrongPattern as error:
        raise lines.wrong("[[pattern]]", number, "pattern", f"cannot be used: {error}") from None
    except ValueError as error:
        key = next(
            (k for k in ("level", "axis", "kind", "check") if str(raw.get(k)) in str(error)), "kind"
        )
        raise lines.wrong("[[pattern]]", number, key, str(error)) from None


def _known_check(check: str) -> str:
    if check not in CHECKS:
        raise ValueError(f"{check} is not a check")
    return check


def _require_distinct(packs: list[Pack]) -> None:
    seen: dict[str, str] = {}
    for pack in packs:
        for rule in pack.rules:
            if rule.id in seen:
                raise WrongPack(
                    f"packs/{pack.id}: rule {rule.id} exists already in packs/{seen[rule.id]}"
                )
            seen[rule.id] = pack.id
