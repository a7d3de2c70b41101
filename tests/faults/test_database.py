"""A locked database, large followings, and workers that die half way."""

import contextlib
import threading

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.test import Client

from carefolk.jobs.models import Job
from carefolk.jobs.worker import run_due
from carefolk.main import wiring
from carefolk.people.models import Follow
from carefolk.posts.models import Status
from carefolk.timelines import jobs, sinks
from carefolk.timelines.models import HomeEntry
from tests.cast import NOON, follow, member, say

TEXT = "What I typed with care"
ON_SQLITE = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@contextlib.contextmanager
def write_lock_held():
    """Another connection is in the middle of a write."""
    held, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            if not ON_SQLITE:
                with connection.cursor() as cursor:
                    cursor.execute("LOCK TABLE posts_status IN ACCESS EXCLUSIVE MODE")
            held.set()
            done.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(10)
    try:
        yield
    finally:
        done.set()
        thread.join()


@contextlib.contextmanager
def impatient():
    """Waits for a lock are short, so that the test is."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=50" if ON_SQLITE else "SET lock_timeout=50")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout=10000" if ON_SQLITE else "SET lock_timeout=5000")


@pytest.mark.django_db(transaction=True)
def test_a_locked_database_says_busy_keeps_the_text_and_writes_nothing():
    asha = member("asha")
    browser = Client()
    browser.force_login(asha.user)
    sent = {"text": TEXT, "audience": "members", "do": "post", "key": "k-1"}

    with write_lock_held(), impatient():
        answer = browser.post("/write/post", sent)

    page = answer.content.decode()
    assert answer.status_code == 503
    assert "busy" in page
    assert TEXT in page
    assert "Retry-After" in answer
    assert not Status.objects.exists()
    assert browser.post("/write/post", sent).status_code == 302
    assert Status.objects.count() == 1


@pytest.fixture
def asha_with_followers(db, monkeypatch):
    monkeypatch.setattr(sinks, "AT_ONCE", 3)
    monkeypatch.setattr(jobs, "BATCH", 2)
    asha = member("asha")
    followers = [member(f"reader_{number}") for number in range(5)]
    for follower in followers:
        follow(follower, asha)
    return asha, followers


def homes_of(status):
    return set(HomeEntry.objects.filter(status=status).values_list("owner_id", flat=True))


def test_a_large_following_is_served_by_a_job_in_batches(asha_with_followers):
    asha, followers = asha_with_followers
    said = say(asha, "Hello all")
    assert homes_of(said) == {asha.pk}

    ran = run_due(now=NOON)

    assert homes_of(said) == {asha.pk, *(one.pk for one in followers)}
    assert ran == 3
    assert set(Job.objects.values_list("state", flat=True)) == {Job.State.DONE}


def test_a_small_following_needs_no_job(asha_with_followers):
    asha, followers = asha_with_followers
    Follow.objects.filter(follower__in=followers[3:]).delete()
    said = say(asha, "Hello all")

    assert homes_of(said) == {asha.pk, *(one.pk for one in followers[:3])}
    assert not Job.objects.exists()


def test_a_worker_that_dies_after_a_batch_goes_on_where_it_was(asha_with_followers):
    asha, followers = asha_with_followers
    said = say(asha, "Hello all")
    run_due(now=NOON, limit=1)
    assert len(homes_of(said)) == 3

    run_due(now=NOON)

    assert homes_of(said) == {asha.pk, *(one.pk for one in followers)}


def test_a_batch_that_runs_twice_has_its_effect_once(asha_with_followers):
    asha, _followers = asha_with_followers
    said = say(asha, "Hello all")
    for _time in range(2):
        jobs.spread_status({"status": said.pk, "after": 0}, now=NOON)
    run_due(now=NOON)

    assert HomeEntry.objects.filter(status=said).count() == 6


def test_a_batch_that_fails_half_way_leaves_nothing_of_itself_and_is_tried_again(
    asha_with_followers, monkeypatch
):
    asha, followers = asha_with_followers
    said = say(asha, "Hello all")

    def dies(args, *, now):
        jobs.spread_status(args, now=now)
        raise OperationalError("the disk is full")

    run_due(now=NOON, handlers={sinks.SPREAD_JOB: dies})
    assert homes_of(said) == {asha.pk}

    later = Job.objects.get().due
    run_due(now=later, handlers=wiring.jobs)
    assert homes_of(said) == {asha.pk, *(one.pk for one in followers)}


def test_a_post_taken_back_meanwhile_ends_the_spreading(asha_with_followers):
    asha, _followers = asha_with_followers
    said = say(asha, "Hello all")
    said.delete()

    run_due(now=NOON)

    assert not HomeEntry.objects.exists()
    assert set(Job.objects.values_list("state", flat=True)) == {Job.State.DONE}
