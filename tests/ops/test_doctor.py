from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from carefolk.jobs import queue
from carefolk.jobs.models import Job
from carefolk.kit import clock
from carefolk.ops import doctor

pytestmark = pytest.mark.django_db


@pytest.fixture
def config(tmp_path):
    """A healthy place."""
    (tmp_path / "media").mkdir()
    key = tmp_path / "secret.key"
    key.write_text("k" * 48)
    key.chmod(0o600)
    return settings.CAREFOLK.model_copy(
        update={"data": tmp_path, "demo": True, "guard_address": "", "database": ""}
    )


def wrong(name, config):
    """What one check says."""
    (findings,) = doctor.examine(config, {name: doctor.CHECKS[name]}).values()
    return " ".join(f"{finding.wrong}. {finding.todo}" for finding in findings)


def test_a_healthy_place_has_nothing_serious(config):
    found = doctor.examine(config)

    assert {name: f for name, f in found.items() if any(one.serious for one in f)} == {}
    assert set(found) == set(doctor.CHECKS)


def test_a_missing_folder_of_pictures_is_told(config):
    (config.data / "media").rmdir()

    assert "carefolk migrate" in wrong("pictures", config)


def test_a_folder_of_pictures_anyone_may_change_is_told(config):
    config.media_dir.chmod(0o777)

    assert "chmod o-w" in wrong("pictures", config)


def test_a_key_others_may_read_is_told(config):
    (config.data / "secret.key").chmod(0o644)

    assert "chmod 600" in wrong("keys", config)


def test_a_lost_key_is_told(config):
    (config.data / "secret.key").unlink()

    assert "backup" in wrong("keys", config)


def test_a_short_key_is_told(config):
    assert "32 characters" in wrong("keys", config.model_copy(update={"secret_key": "short"}))


def test_mails_that_go_nowhere_are_serious_only_in_public(config):
    at_home = config.model_copy(update={"demo": False})
    public = at_home.model_copy(update={"public_url": "https://care.example"})
    check = {"mail": doctor.CHECKS["mail"]}

    assert [one.serious for one in doctor.examine(at_home, check)["mail"]] == [False]
    assert [one.serious for one in doctor.examine(public, check)["mail"]] == [True]


def test_a_mail_server_that_is_not_there_is_told(config):
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=smtp, EMAIL_HOST="127.0.0.1", EMAIL_PORT=1):
        said = wrong("mail", config.model_copy(update={"mail": "smtp://127.0.0.1:1"}))

    assert "CAREFOLK_MAIL" in said


def test_a_migration_not_made_is_told(config):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")

    assert "Run carefolk migrate" in wrong("migrations", config)


def test_a_database_of_a_newer_version_is_told(config):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('jobs', '9999_future', '2030-01-01 00:00:00+00:00')"
        )

    assert "newer version" in wrong("migrations", config)


def test_parked_jobs_are_told_with_their_kind_and_error(config):
    now = clock.now()
    job = queue.enqueue("people.erase", args={"id": 1}, due=now, now=now)
    Job.objects.filter(pk=job.pk).update(state=Job.State.PARKED, last_error="TimeoutError")

    said = wrong("jobs", config)

    assert "1 jobs of kind people.erase failed too often (TimeoutError)" in said
    assert "--retry-parked" in said


def test_work_that_waits_for_long_is_told(config):
    now = clock.now()
    queue.enqueue("jobs.forget_done", args={}, due=now - timedelta(hours=1), now=now)

    assert "more than ten minutes" in wrong("jobs", config)


def test_work_nobody_knows_is_told(config):
    now = clock.now()
    queue.enqueue("chats.from_the_future", args={}, due=now, now=now)

    assert "jobs of kind chats.from_the_future wait" in wrong("jobs", config)


def test_a_guard_that_does_not_answer_is_told(config):
    config.run_dir.mkdir()
    Path(config.guard_socket).touch()

    assert "does not answer" in wrong("guard", config)


def test_a_guard_not_started_yet_is_no_fault(config):
    assert wrong("guard", config) == ""


def test_a_check_that_breaks_is_a_finding_and_stops_no_other(config):
    def broken(config):
        raise OSError("no such disk")

    found = doctor.examine(config, {"disk": broken, "keys": doctor.CHECKS["keys"]})

    assert "no such disk" in found["disk"][0].wrong
    assert found["keys"] == []
