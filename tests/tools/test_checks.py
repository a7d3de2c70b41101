"""Each house check is shown what it must find, and what it must leave alone."""

import importlib
import subprocess
from pathlib import Path

import pytest

CHECKS = Path(__file__).resolve().parents[2] / "tools" / "checks"

MODELS = """
class Status(models.Model):
    text = models.TextField()
    likes = models.IntegerField()
    clearance = models.ForeignKey(Clearance, on_delete=models.PROTECT)

class Like(models.Model):
    note = models.TextField()
"""


@pytest.fixture
def house(tmp_path):
    """Writes files of a small house and runs one check over it."""

    def run(check, files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return list(load(check).problems(tmp_path))

    return run


def load(name):
    return importlib.import_module(f"tools.checks.{name}")


def test_an_inner_import_without_a_reason_is_found(house):
    found = house("inner_imports", {"src/a.py": "import os\ndef f():\n    import json\n"})

    assert found == [
        "src/a.py:3: an import inside a function needs its reason as a comment on the line"
    ]


@pytest.mark.parametrize(
    "line",
    ["import json  # slow import: a reason", "from a import (  # circular: posts asks us\n b)"],
)
def test_an_inner_import_with_a_reason_is_fine(house, line):
    assert house("inner_imports", {"src/a.py": f"def f():\n    {line}\n"}) == []


@pytest.mark.parametrize(
    "code",
    [
        "Status.objects.create(text='x')",
        "Status.objects.filter(pk=1).update(text='x')",
        "Status.objects.bulk_create(rows)",
        "Status.objects.select_related('by').get_or_create(pk=1)",
        "made = Status(text='x')",
        "def f(status: Status):\n    status.save()",
        "def f(status: Status):\n    status.save(update_fields=['text'])",
        "found = Status.objects.get(pk=1)\nfound.save()",
    ],
)
def test_a_raw_write_of_what_people_see_is_found(house, code):
    files = {"src/carefolk/posts/models.py": MODELS, "src/carefolk/web/views.py": code}

    assert len(house("raw_writes", files)) == 1


@pytest.mark.parametrize(
    "code",
    [
        "Status.objects.filter(pk=1).update(likes=F('likes') + 1)",
        "Status.objects.filter(text='x').delete()",
        "Like.objects.create(note='x')",
        "def f(status: Status):\n    status.save(update_fields=['likes'])",
        "def f(status: Status):\n    return status.text",
    ],
)
def test_counting_and_reading_are_no_raw_writes(house, code):
    files = {"src/carefolk/posts/models.py": MODELS, "src/carefolk/web/views.py": code}

    assert house("raw_writes", files) == []


def test_a_store_may_write(house):
    code = "Status.objects.create(text='x')"
    files = {"src/carefolk/posts/models.py": MODELS, "src/carefolk/posts/store.py": code}

    assert house("raw_writes", files) == []


def test_the_tables_people_see_are_found_in_the_real_house():
    package = CHECKS.parents[1] / "src" / "carefolk"
    names = {model.name for model in load("raw_writes").visible_models(package)}

    assert {"Status", "Profile", "Attachment"} <= names


COMPONENT = "{# components/face.html: a face #}\n{# name: str · url: str? #}\n<p>{{ name }}</p>"


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        ('{% include "components/face.html" with nmae=who only %}', "knows no parameter nmae"),
        ('{% include "components/face.html" with name=who %}', "without 'only'"),
        ('{% include "components/fcae.html" with name=who only %}', "does not exist"),
    ],
)
def test_a_wrong_call_of_a_component_is_found(house, call, problem):
    files = {
        "src/carefolk/web/templates/components/face.html": COMPONENT,
        "src/carefolk/web/templates/web/page.html": call,
    }

    (found,) = house("component_parameters", files)
    assert problem in found


def test_a_right_call_of_a_component_is_fine(house):
    call = '{% include "components/face.html" with name=_("a=b") url=who.url|default:"c=d" only %}'
    files = {
        "src/carefolk/web/templates/components/face.html": COMPONENT,
        "src/carefolk/people/templates/people/page.html": call,
    }

    assert house("component_parameters", files) == []


def test_a_file_that_is_too_long_is_found(house):
    found = house("file_lengths", {"src/long.py": "x = 1\n" * 451, "src/fits.py": "x = 1\n" * 450})

    assert found == ["src/long.py: 451 lines; split it (at most 450)"]


@pytest.mark.parametrize(
    "line",
    [
        "open('/" + "root/x')",
        "cd /" + "work/main",
        "pip --index-" + "url http://x",
        "https://pypi" + ".x/",
    ],
)
def test_a_name_of_one_machine_is_found(house, tmp_path, line):
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)

    assert len(house("foreign_names", {"docs/a.md": line})) == 1
    assert house("foreign_names", {"docs/a.md": "see /etc/hosts and homework/x"}) == []
