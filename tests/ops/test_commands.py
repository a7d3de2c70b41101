"""The command line, called as the shell calls it but in this process."""

import io
import subprocess
import sys

import pytest
from allauth.account.models import EmailAddress

from carefolk.ops import admins
from carefolk.ops.cli import main
from carefolk.people.models import Identity, User
from tests.running import plain_environ

PASSWORD = "nine brass lamps by the door"


@pytest.fixture
def typed(monkeypatch):
    """What is piped into the command."""

    def give(text):
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return give


def create_admin(*more):
    return main(["createadmin", "--email", "dee@people.example", *more])


@pytest.mark.django_db
def test_an_administrator_can_be_made(typed, capsys):
    typed(f"{PASSWORD}\n")

    assert create_admin("--handle", "dee", "--name", "Dee") == 0

    user = User.objects.get(email="dee@people.example")
    assert user.place_role == User.Role.ADMINISTRATOR
    assert user.check_password(PASSWORD)
    assert user.approved_at is not None
    assert user.identity.profile.display_name == "Dee"
    assert EmailAddress.objects.get(user=user).verified
    assert "@dee is an administrator" in capsys.readouterr().out


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "handle", "word"),
    [("short", "dee", "too short"), (PASSWORD, "no spaces please", "handle")],
)
def test_a_refused_administrator_leaves_nothing_behind(typed, capsys, password, handle, word):
    typed(f"{password}\n")

    assert create_admin("--handle", handle) == 1

    assert word in capsys.readouterr().err.lower()
    assert not User.objects.exists()
    assert not Identity.objects.exists()


@pytest.mark.django_db
def test_someone_with_an_account_becomes_an_administrator():
    user = User.objects.create_user("Dee@people.example", PASSWORD)

    assert create_admin() == 0

    user.refresh_from_db()
    assert user.place_role == User.Role.ADMINISTRATOR
    assert not admins.promote(email="nobody@people.example")


@pytest.mark.django_db
def test_nobody_is_made_by_accident(capsys):
    assert create_admin() == 1
    assert "add --handle" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_worker_can_do_what_is_due_and_end(capsys):
    assert main(["worker", "--once"]) == 0
    assert "0 jobs tried" in capsys.readouterr().out


@pytest.mark.django_db
def test_a_check_of_the_doctor_that_does_not_exist_is_told(capsys):
    assert main(["doctor", "dsik"]) == 2
    assert "there are: database" in capsys.readouterr().out


def test_help_loads_neither_django_nor_the_language_model():
    code = (
        "import sys\n"
        "from carefolk.ops.cli import main\n"
        "try: main(['serve', '--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('django.db', 'spacy') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize(
    "command",
    [["demo"], ["worker", "--once"], ["createadmin", "--email", "dee@people.example"]],
)
def test_a_place_that_was_never_prepared_is_answered_in_one_line(tmp_path, command):
    done = subprocess.run(
        [sys.executable, "-m", "carefolk.ops", *command],
        env=plain_environ() | {"CAREFOLK_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr == (
        "carefolk: the database is not up to date. Run carefolk migrate first.\n"
    )
