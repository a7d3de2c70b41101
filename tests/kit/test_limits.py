from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.utils import translation

from carefolk.kit.errors import TooOften
from carefolk.kit.limits import MOST, CannotCount, Rule, hit, wait_in_words

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
FIVE_AN_HOUR = Rule(count=5, seconds=3_600)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


def hits_that_pass(tries: int, *, key="asha", rule=FIVE_AN_HOUR, now=NOON) -> int:
    passed = 0
    for _ in range(tries):
        try:
            hit(key, rule=rule, now=now)
        except TooOften:
            continue
        passed += 1
    return passed


def test_a_rule_lets_its_number_through_and_no_more():
    assert hits_that_pass(9) == 5


def test_a_refusal_says_how_long_to_wait():
    hits_that_pass(5)

    with pytest.raises(TooOften) as refused:
        hit("asha", rule=FIVE_AN_HOUR, now=NOON + timedelta(minutes=12, seconds=30))

    assert refused.value.facts["wait"] == "48 minutes"
    assert refused.value.facts["seconds"] == 2_850
    assert "You can try again in 48 minutes." in refused.value.words
    assert (refused.value.status, refused.value.passing) == (429, True)


def test_after_the_wait_the_way_is_open_again():
    hits_that_pass(9)

    assert hits_that_pass(1, now=NOON + timedelta(minutes=59, seconds=59)) == 0
    assert hits_that_pass(1, now=NOON + timedelta(hours=1)) == 1


def test_one_person_does_not_use_up_what_another_has():
    hits_that_pass(9, key="asha")

    assert hits_that_pass(1, key="bron") == 1


def test_two_rules_on_one_key_count_apart():
    hits_that_pass(9)

    assert hits_that_pass(1, rule=Rule(count=5, seconds=60)) == 1


@pytest.mark.parametrize("key", ["a b\n\x00", "ŵ" * 1_000, "", "x" * 100_000])
def test_any_key_can_be_counted(key):
    assert hits_that_pass(6, key=key) == 5


def test_what_is_limited_for_whom_is_not_kept_in_words(django_assert_max_num_queries):
    with django_assert_max_num_queries(9) as queries:
        hit("sign-in:asha@home.example", rule=FIVE_AN_HOUR, now=NOON)

    assert "limit:" in str(queries.captured_queries)
    assert "asha" not in str(queries.captured_queries)


def test_the_number_of_queries_does_not_grow_with_the_rule(django_assert_max_num_queries):
    wide = Rule(count=MOST, seconds=3_600)
    assert hits_that_pass(40, rule=wide) == 40

    with django_assert_max_num_queries(9):
        hit("asha", rule=wide, now=NOON)


@pytest.mark.parametrize(("count", "seconds"), [(0, 60), (MOST + 1, 60), (5, 0), (-1, -1)])
def test_a_rule_that_cannot_be_kept_is_refused(count, seconds):
    with pytest.raises(ValueError, match="a rule counts"):
        Rule(count=count, seconds=seconds)


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_time_get_no_more_than_the_rule_allows():
    passed, ready = [], threading.Barrier(4)

    def try_three_times():
        ready.wait(10)
        passed.append(hits_that_pass(3))
        connections.close_all()

    threads = [threading.Thread(target=try_three_times) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(passed) == 5


@pytest.fixture
def full_disk():
    """The database reads but writes nothing: the file may not grow, or the session may not write."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            used = cursor.execute("PRAGMA page_count").fetchone()[0]
            most = cursor.execute("PRAGMA max_page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {used}")
            yield
            cursor.execute(f"PRAGMA max_page_count = {most}")
        else:
            cursor.execute("SET default_transaction_read_only = on")
            yield
            cursor.execute("SET default_transaction_read_only = off")


@pytest.mark.django_db(transaction=True)
def test_on_a_full_disk_a_try_is_refused_in_plain_words(full_disk):
    with pytest.raises(CannotCount) as refused:
        for number in range(10_000):
            hit(f"asha {number}", rule=FIVE_AN_HOUR, now=NOON)

    assert "cannot save anything just now" in refused.value.words
    assert (refused.value.status, refused.value.passing) == (503, True)


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (0, "1 second"), (-5, "1 second"), (0.2, "1 second"), (1, "1 second"), (40, "40 seconds"),
        (59, "59 seconds"), (59.5, "1 minute"), (60, "1 minute"), (61, "2 minutes"), (180, "3 minutes"),
        (3_599, "1 hour"), (3_540, "59 minutes"), (3_600, "1 hour"), (3_601, "2 hours"), (86_399, "1 day"), (82_800, "23 hours"),
        (86_400, "1 day"), (200_000, "3 days"), (timedelta(minutes=3), "3 minutes"),
    ],
)  # fmt: skip
def test_a_wait_is_said_in_words_and_rounded_up(wait, words):
    with translation.override("en-gb"):
        assert wait_in_words(wait) == words
