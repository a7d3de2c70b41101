from datetime import timedelta

import pytest

from carefolk.jobs.retry import WAITS, wait_before_retry


def test_waits_grow():
    waits = [wait_before_retry(tries, jitter=0) for tries in range(1, len(WAITS) + 1)]

    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=5)


def test_waiting_ends():
    assert wait_before_retry(len(WAITS), jitter=0) is not None
    assert wait_before_retry(len(WAITS) + 1, jitter=0) is None


@pytest.mark.parametrize("jitter", [0, 0.5, 1])
def test_jitter_adds_at_most_a_fifth(jitter):
    assert wait_before_retry(4, jitter=jitter) == timedelta(seconds=600 * (1 + 0.2 * jitter))
