from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefolk.guard import Finding, Level
from carefolk.publishing.decide import (
    CHECKED,
    STOP_REASON_WORDS,
    Decision,
    Standing,
    StopReason,
    decide,
)

CHECKS = ("chk.identifiers", "chk.colleague", "chk.court")
WEAKEST_FIRST = (Decision.PUBLISH, Decision.HOLD, Decision.ASK, Decision.REFUSE)
ANSWERS = (None, CHECKED, *StopReason, "because I say so", "")


def finding(level, check=CHECKS[0]):
    return Finding(
        check=check, rules=(), axis="confidentiality", kind="NHS_NUMBER", start=0, end=1,
        level=level, reason_key="nhs-number", values=(), mends=(),
    )  # fmt: skip


def expected(level, answer, *, is_private, is_held):
    """The table of decisions.md, written once more by hand."""
    goes = Decision.HOLD if is_held else Decision.PUBLISH
    if is_private:
        return Decision.PUBLISH
    if level is Level.NOTE:
        return goes
    if level is Level.STOP_HARD:
        return Decision.REFUSE
    enough = set(StopReason) | ({CHECKED} if level is Level.CAUTION else set())
    return goes if answer in enough else Decision.ASK


@pytest.mark.parametrize(
    ("level", "answer", "is_private", "is_held"),
    list(product(Level, ANSWERS, (False, True), (False, True))),
)
def test_each_level_asks_for_what_the_table_says(level, answer, is_private, is_held):
    found = decide(
        [finding(level)],
        confirmed={} if answer is None else {CHECKS[0]: answer},
        is_private=is_private,
        standing=Standing(is_held=is_held),
    )

    assert found is expected(level, answer, is_private=is_private, is_held=is_held)


def test_nothing_found_goes_out_without_a_question():
    assert decide([], confirmed={}, is_private=False, standing=Standing()) is Decision.PUBLISH


def test_an_answer_to_one_check_is_no_answer_to_another():
    findings = [finding(Level.CAUTION, CHECKS[0]), finding(Level.CAUTION, CHECKS[1])]

    def decision(*checks):
        confirmed = dict.fromkeys(checks, CHECKED)
        return decide(findings, confirmed=confirmed, is_private=False, standing=Standing())

    assert decision(CHECKS[0]) is Decision.ASK
    assert decision(CHECKS[0], CHECKS[1]) is Decision.PUBLISH


findings = st.builds(finding, st.sampled_from(Level), st.sampled_from(CHECKS))
answers = st.dictionaries(
    st.sampled_from(CHECKS), st.sampled_from([answer for answer in ANSWERS if answer is not None])
)


@given(st.lists(findings, max_size=6), findings, answers, st.booleans(), st.booleans())
def test_one_more_finding_never_makes_the_outcome_weaker(some, one_more, confirmed, private, held):
    def strength(given):
        decision = decide(
            given, confirmed=confirmed, is_private=private, standing=Standing(is_held=held)
        )
        return WEAKEST_FIRST.index(decision)

    assert strength([*some, one_more]) >= strength(some)


@given(st.lists(findings, max_size=6), answers, st.booleans())
def test_the_order_of_findings_does_not_matter(some, confirmed, private):
    def decision(given):
        return decide(given, confirmed=confirmed, is_private=private, standing=Standing())

    assert decision(some) is decision(some[::-1])


def test_every_reason_has_words():
    assert set(STOP_REASON_WORDS) == set(StopReason)
    assert all(str(words) for words in STOP_REASON_WORDS.values())
