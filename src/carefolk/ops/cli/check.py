"""`carefolk check`: the guard on text from the command line or, line by line, from a program."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any, TextIO

from carefolk.guard import Context, Finding, Level, Verdict, check
from carefolk.guard.names_model import ModelMissing

_FLAGGED, _FINE, _WRONG = 1, 0, 2
_IN_LABELS = {
    Level.NOTE: "none",
    Level.CAUTION: "caution",
    Level.STOP: "stop",
    Level.STOP_HARD: "stop",
}
_ORDER = ("none", "caution", "stop")
_IN_WORDS = {
    Level.NOTE: "worth knowing",
    Level.CAUTION: "look again",
    Level.STOP: "very likely a breach",
    Level.STOP_HARD: "must be changed",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments of `carefolk check`."""
    parser.add_argument(
        "text", nargs="*", help="the text; left out, it is read from standard input"
    )
    parser.add_argument("--role", default="care worker", help="what the author does")
    parser.add_argument("--audience", default="members", help="who will read it")
    parser.add_argument("--nation", default="", help="England, Scotland, Wales, Northern Ireland")
    parser.add_argument("--register", default="", help="swe, hcpc, nmc, sssc, scw or niscc")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help="read JSON lines with id, text, author_role and audience; answer each with one line",
    )


def run(args: argparse.Namespace) -> int:
    """Check and print. Returns 0 when nothing needs a second look, 1 when something does."""
    try:
        if args.jsonl:
            return _answer_lines(sys.stdin, sys.stdout)
        return _answer_one(args)
    except ModelMissing as error:
        print(f"The guard cannot check: {error}", file=sys.stderr)
        return _WRONG


def _answer_one(args: argparse.Namespace) -> int:
    text = " ".join(args.text) or sys.stdin.read()
    context = Context(
        author_role=args.role,
        audience=args.audience,
        nation=args.nation,
        register=args.register,
    )
    verdict = check(text, context)
    if not verdict.findings:
        print("Nothing found.")
    for finding in verdict.findings:
        print(_line(finding, text))
    return _FLAGGED if any(one.level is not Level.NOTE for one in verdict.findings) else _FINE


def _line(finding: Finding, text: str) -> str:
    words = text[finding.start : finding.end]
    rules = f" [{', '.join(finding.rules[:3])}]" if finding.rules else ""
    marked = f' "{words}"' if words else ""
    return f"{_IN_WORDS[finding.level]}:{marked} {finding.check}, {finding.reason_key}{rules}"


def _answer_lines(lines: TextIO, out: TextIO) -> int:
    code = _FINE
    for line in lines:
        if not line.strip():
            continue
        try:
            question = json.loads(line)
            answer = _answer(question)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            answer = {"error": f"this line cannot be read: {type(error).__name__}"}
            code = _WRONG
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        out.flush()
    return code


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    context = Context(
        author_role=str(question.get("author_role", "")),
        audience=str(question.get("audience", "members")),
    )
    return {"id": question["id"], **_labels(check(str(question["text"]), context))}


def _labels(verdict: Verdict) -> dict[str, Any]:
    levels = {"confidentiality": "none", "conduct": "none"}
    for finding in verdict.findings:
        levels[finding.axis.value] = max(
            levels[finding.axis.value], _IN_LABELS[finding.level], key=_ORDER.index
        )
    spans = [
        {"start": finding.start, "end": finding.end, "type": finding.kind.value}
        for finding in verdict.findings
        if finding.level is not Level.NOTE and finding.end > finding.start
    ]
    return {**levels, "spans": spans}


if __name__ == "__main__":
    _parser = argparse.ArgumentParser()
    add_arguments(_parser)
    sys.exit(run(_parser.parse_args()))
