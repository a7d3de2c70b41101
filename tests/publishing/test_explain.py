"""Every key the guard can emit has words for people."""

import pytest
from django.utils import translation

from carefolk.guard.keys import CHECKS, LABELS, REASONS
from carefolk.publishing import explain


def test_every_reason_has_a_sentence_and_none_is_left_over():
    assert set(explain.REASONS) == REASONS


def test_every_label_has_words_and_none_is_left_over():
    assert set(explain.LABELS) == LABELS


def test_every_check_has_a_title():
    assert set(explain.CHECK_TITLES) == set(CHECKS)


@pytest.mark.parametrize("key", sorted(REASONS))
def test_a_reason_has_fewer_than_25_words_and_ends_as_a_sentence(key):
    with translation.override("en"):
        sentence = str(explain.REASONS[key])
    assert len(sentence.split()) < 25
    assert sentence.endswith((".", "?"))
