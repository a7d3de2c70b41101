"""Mends keep the author's point."""

import pytest

from carefolk.guard import Context, Kind, MendKind, check

WORKER = Context(author_role="care worker", audience="everyone")


def replacement(text, words, context=WORKER):
    finding = next(
        one for one in check(text, context).findings if text[one.start : one.end] == words
    )
    mend = next(one for one in finding.mends if one.kind is MendKind.REPLACE)
    return text[: mend.start] + mend.replacement + text[mend.end :]


@pytest.mark.parametrize(
    ("text", "words", "mended"),
    [
        (
            "A 94-year-old lady I support had a stroke",
            "94-year-old",
            "An older lady I support had a stroke",
        ),
        (
            "My client, 8, broke down on Tuesday",
            "on Tuesday",
            "My client, 8, broke down recently",
        ),
        ("Mrs Gwatkin had a stroke", "Mrs Gwatkin", "Someone I support had a stroke"),
        ("Our Mrs Gwatkin had a stroke", "Mrs Gwatkin", "Someone I support had a stroke"),
    ],
)
def test_a_mend_says_it_in_general(text, words, mended):
    assert replacement(text, words).lower() == mended.lower()


def test_every_confidential_finding_can_be_removed_or_kept_private():
    text = "Mrs Gwatkin, 17 Partridge Close, had a stroke on Tuesday"
    for finding in check(text, WORKER).findings:
        kinds = {mend.kind for mend in finding.mends}
        if finding.end > finding.start:
            assert {MendKind.REMOVE, MendKind.KEEP_PRIVATE} <= kinds


@pytest.mark.parametrize(
    ("number", "band"), [(7, "child"), (15, "young person"), (40, "adult"), (90, "older person")]
)
def test_an_age_becomes_its_band(number, band):
    text = f"Mrs Gwatkin is a {number}-year-old after a stroke"
    finding = next(one for one in check(text, WORKER).findings if one.kind is Kind.AGE)
    assert finding.mends[0].replacement.split(" ", 1)[1] == band
