"""Nothing but the way out can make something visible: the code, and both databases, say so."""

import ast
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

import carefolk
from carefolk.kit.ids import new_id
from carefolk.people.models import Profile
from carefolk.posts.models import Attachment, Edit, Status
from tests.cast import NOON, member, say

PACKAGE = Path(carefolk.__file__).parent
# Who may give leave: the pathway, and the builder of large places for benches (decisions 9).
GIVES_LEAVE = {"audit/actions.py", "publishing/clearing.py"}


def users_of(name):
    """Files of the package that import or call something by this name."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = (
                getattr(node, "id", None) == name
                or getattr(node, "attr", None) == name
                or (isinstance(node, ast.FunctionDef | ast.alias) and node.name == name)
            )
            if named:
                found.add(path.relative_to(PACKAGE).as_posix())
    return found


def test_only_the_pathway_gives_leave_to_be_shown():
    assert users_of("write_clearance") == GIVES_LEAVE


@pytest.mark.parametrize("store", ["store_status", "store_edit", "store_boost", "store_profile"])
def test_stores_are_handed_out_by_the_wiring_file_alone(store):
    importers = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and store in {alias.name for alias in node.names}
    }

    assert importers == {"main/wiring.py"}


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()
    return True


@pytest.mark.django_db
def test_both_databases_refuse_what_nobody_cleared():
    asha = member("asha")
    said = say(asha, "Hello")
    number = new_id()

    assert refused(
        lambda: Status.objects.create(
            id=number, author=asha, uri=f"http://place.example/{number}", audience="members",
            thread_id=number, created_at=NOON, out_at=NOON,
        )
    )  # fmt: skip
    assert refused(lambda: Status.objects.filter(pk=said.pk).update(clearance=None))
    assert refused(lambda: Edit.objects.create(status=said, shown_from=NOON))
    assert refused(lambda: Profile.objects.filter(identity=asha).update(clearance=None))
    assert refused(
        lambda: Attachment.objects.create(
            owner=asha, status=said, file="a", small_file="b", mime="image/webp", width=1,
            height=1, size=1, created_at=NOON,
        )
    )  # fmt: skip


@pytest.mark.django_db
def test_a_cleared_row_is_taken_by_both_databases():
    said = say(member("asha"), "Hello")

    Edit.objects.create(status=said, shown_from=NOON, clearance_id=said.clearance_id)
