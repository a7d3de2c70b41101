"""What travels between processes comes back as it was."""

import json

import pytest

from carefolk.guard import Context, check
from carefolk.guard.wire import (
    NotReadable,
    context_from_wire,
    context_to_wire,
    verdict_from_wire,
    verdict_to_wire,
)

TEXT = "Mrs Gwatkin, 94, NHS number 943 476 5919, had a stroke at Linden Grange"


def test_a_verdict_survives_the_wire():
    verdict = check(TEXT, Context(author_role="care worker", audience="everyone"))
    assert verdict.findings
    assert verdict_from_wire(json.loads(json.dumps(verdict_to_wire(verdict)))) == verdict


def test_a_context_survives_the_wire():
    context = Context(author_names=("A B",), earlier=("x", "y"), is_template=True, town="Otter")
    assert context_from_wire(json.loads(json.dumps(context_to_wire(context)))) == context


@pytest.mark.parametrize("raw", [{"thread": "no list"}, {"town": 3}, {"earlier": [1]}])
def test_a_context_of_the_wrong_kind_is_refused(raw):
    with pytest.raises(NotReadable):
        context_from_wire(raw)


@pytest.mark.parametrize(
    "raw", [{}, {"findings": [{}], "topics": [], "checked": True, "pack_versions": []}]
)
def test_what_is_no_verdict_is_refused(raw):
    with pytest.raises(NotReadable):
        verdict_from_wire(raw)
