"""`carefolk check` without a place: text in plain words, and line by line for programs."""

import argparse
import io
import json

import pytest

from carefolk.ops.cli import check as command


def run(monkeypatch, capsys, *arguments, typed=""):
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    code = command.run(parser.parse_args(arguments))
    return code, capsys.readouterr().out


def test_a_text_with_a_breach_is_said_in_words(monkeypatch, capsys):
    code, out = run(monkeypatch, capsys, "Mrs Gwatkin had a stroke")
    assert code == 1
    assert 'very likely a breach: "Mrs Gwatkin" chk.identifiers' in out


def test_a_harmless_text_from_standard_input_is_fine(monkeypatch, capsys):
    assert run(monkeypatch, capsys, typed="Bus late again") == (0, "Nothing found.\n")


def test_lines_are_answered_in_kind(monkeypatch, capsys):
    rows = [
        {
            "id": "1",
            "text": "Mrs Gwatkin had a stroke",
            "author_role": "nurse",
            "audience": "public",
        },
        {"id": "2", "text": "Bus late again", "author_role": "nurse", "audience": "public"},
    ]
    _, out = run(monkeypatch, capsys, "--jsonl", typed="".join(json.dumps(r) + "\n" for r in rows))
    first, second = map(json.loads, out.splitlines())
    assert (first["id"], first["confidentiality"], first["conduct"]) == ("1", "stop", "none")
    assert {"start": 0, "end": 11, "type": "PERSON_CARED_FOR"} in first["spans"]
    assert second == {"id": "2", "confidentiality": "none", "conduct": "none", "spans": []}


@pytest.mark.parametrize("line", ["nonsense", "[]", "{}", '{"id": "1"}'])
def test_a_line_that_cannot_be_read_is_said_and_does_not_end_the_run(monkeypatch, capsys, line):
    good = json.dumps({"id": "2", "text": "x"})
    code, out = run(monkeypatch, capsys, "--jsonl", typed=f"{line}\n{good}\n")
    first, second = map(json.loads, out.splitlines())
    assert code == 2
    assert "error" in first
    assert second["id"] == "2"
