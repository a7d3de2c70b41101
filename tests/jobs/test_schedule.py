from datetime import UTC, datetime, timedelta

from carefolk.jobs.schedule import RECURRING, Recurring, interval_name
from carefolk.kit.wiring import wired

OWN = {"jobs.forget_done"}


def test_everything_that_recurs_can_be_done():
    kinds = {item.kind for item in RECURRING}

    assert len(kinds) == len(RECURRING)
    assert kinds - OWN <= set(wired("jobs"))


def test_moments_of_one_interval_share_a_name():
    daily = Recurring("note", timedelta(days=1))
    names = [
        interval_name(daily, now=datetime(2026, 3, day, hour, tzinfo=UTC))
        for day, hour in ((1, 0), (1, 23), (2, 0))
    ]

    assert names[0] == names[1] == "2026-03-01T00:00:00"
    assert names[2] == "2026-03-02T00:00:00"
