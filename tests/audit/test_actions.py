"""The chain of acts: whole until someone changes it, and without words."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from carefolk.audit.actions import record, verify_chain
from carefolk.audit.models import AuditEntry
from carefolk.people import life
from tests.cast import NOON, member

pytestmark = pytest.mark.django_db


def three():
    return [
        record(
            "page.opened", actor_id=number, now=NOON, subject=("identity", 7), facts={"n": number}
        )
        for number in range(3)
    ]


def test_an_empty_chain_is_whole():
    assert verify_chain() is None


def test_a_chain_as_it_was_written_is_whole():
    entries = three()

    assert [entry.number for entry in entries] == [1, 2, 3]
    assert verify_chain() is None


@pytest.mark.parametrize(
    "change", [{"act": "page.closed"}, {"actor_id": 9}, {"subject_id": 8}, {"facts": {"n": 5}}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_a_changed_entry_is_found_by_its_number(change):
    _first, second, _third = three()
    AuditEntry.objects.filter(pk=second.pk).update(**change)

    assert verify_chain() == 2


def test_a_missing_entry_is_found():
    _first, second, _third = three()
    second.delete()

    assert verify_chain() == 2


def test_what_is_rolled_back_leaves_no_gap():
    record("page.opened", actor_id=1, now=NOON)
    with transaction.atomic():
        record("page.opened", actor_id=2, now=NOON)
        transaction.set_rollback(True)
    record("page.opened", actor_id=3, now=NOON)

    assert list(AuditEntry.objects.order_by("number").values_list("number", "actor_id")) == [
        (1, 1),
        (2, 3),
    ]
    assert verify_chain() is None


def test_erasing_a_person_leaves_the_chain_whole():
    asha = member("asha", "Asha Rowe")
    life.suspend(identity=asha, by=None, reason_code="spam", now=NOON)
    assert AuditEntry.objects.filter(subject_id=asha.pk).exists()

    life.erase(identity=asha, now=NOON)

    assert verify_chain() is None
    assert not any("Asha" in str(row) for row in AuditEntry.objects.values())


@pytest.mark.django_db(transaction=True)
def test_acts_at_one_moment_do_not_fork_the_chain():
    def act(number):
        try:
            record("page.opened", actor_id=number, now=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(act, range(12)))

    assert AuditEntry.objects.count() == 12
    assert verify_chain() is None
