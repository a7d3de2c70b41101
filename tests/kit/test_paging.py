from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from hypothesis import given, settings
from hypothesis import strategies as st

from carefolk.kit import paging
from carefolk.kit.paging import Page, Window, window


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, Window(limit=20)),
        ({"max_id": "", "limit": ""}, Window(limit=20)),
        ({"max_id": "7", "since_id": "5", "min_id": "6"}, Window(7, 5, 6, 20)),
        ({"max_id": 7}, Window(max_id=7)),
        ({"max_id": " 7 "}, Window(max_id=7)),
        ({"max_id": "-7"}, Window(max_id=0)),
        ({"max_id": "9" * 19}, Window(max_id=2**63 - 1)),
        ({"max_id": "9" * 10_000}, Window(max_id=2**63 - 1)),
        ({"max_id": str(2**63)}, Window(max_id=2**63 - 1)),
        ({"limit": "0"}, Window(limit=1)),
        ({"limit": "-5"}, Window(limit=1)),
        ({"limit": "40"}, Window(limit=40)),
        ({"limit": "9" * 10_000}, Window(limit=80)),
    ],
)
def test_a_page_query_is_brought_within_bounds(asked, expected):
    assert window(**asked) == expected


@pytest.mark.parametrize(
    "bad", ["x", "1.5", "1e9", "0x10", "١٢", "²", "1_000", "--1", "-", "None", "\x00"]
)
@pytest.mark.parametrize("name", ["max_id", "since_id", "min_id", "limit"])
def test_what_is_no_number_is_refused_in_plain_words(name, bad):
    with pytest.raises(paging.BadPage) as refused:
        window(**{name: bad})

    assert "start of the list" in refused.value.words


@given(st.text(max_size=30))
@settings(deadline=None, derandomize=True)
def test_a_page_query_is_read_or_refused_and_never_more(text):
    try:
        read = window(max_id=text, limit=text)
    except paging.BadPage:
        return
    assert read.max_id is None or 0 <= read.max_id < 2**63
    assert 1 <= read.limit <= paging.MOST


@pytest.fixture
def three(db):
    ContentType.objects.all().delete()
    return [
        ContentType.objects.create(id=number, app_label="x", model=str(number)).id
        for number in (1, 2, 3)
    ]


def ids(page: Page) -> list[int]:
    return [row.id for row in page.items]


@pytest.mark.parametrize(
    ("wanted", "expected", "older", "newer"),
    [
        (Window(limit=2), [3, 2], 2, 3),
        (Window(limit=3), [3, 2, 1], None, 3),
        (Window(max_id=2, limit=2), [1], None, 1),
        (Window(max_id=1, limit=2), [], None, None),
        (Window(since_id=1, limit=1), [3], 3, 3),
        (Window(min_id=1, limit=1), [2], 2, 2),
        (Window(min_id=0, limit=2), [2, 1], 1, 2),
        (Window(min_id=3, limit=2), [], None, None),
        (Window(max_id=3, since_id=1, limit=9), [2], None, 2),
        (Window(max_id=paging.BIGGEST_ID, limit=1), [3], 3, 3),
    ],
)
def test_a_page_holds_what_was_asked_for_newest_first(three, wanted, expected, older, newer):
    page = paging.take(ContentType.objects.all(), wanted)

    assert (ids(page), page.older, page.newer) == (expected, older, newer)


def test_walking_back_page_by_page_meets_everything_once(three):
    seen, wanted = [], Window(limit=2)
    while True:
        page = paging.take(ContentType.objects.all(), wanted)
        seen += ids(page)
        if page.older is None:
            break
        wanted = Window(max_id=page.older, limit=2)

    assert seen == [3, 2, 1]


def test_a_page_costs_one_query(three, django_assert_num_queries):
    with django_assert_num_queries(1):
        paging.take(ContentType.objects.all(), Window(limit=2))
