"""What the documents tell people to type exists."""

import re
import subprocess
from pathlib import Path

import pytest

from carefolk.ops.cli import COMMANDS, make_parser

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    *(ROOT / "docs").rglob("*.md"),
]
TYPED = re.compile(r"^(?:sudo -u \w+ )?(?:[\w./]*/)?carefolk (.+?)(?:\s+#.*)?$", re.MULTILINE)
MADE = re.compile(r"(?:^|`)make (\w+)", re.MULTILINE)
BLOCKS = re.compile(r"```[a-z]*\n(.*?)```", re.DOTALL)


def named_commands():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for typed in re.findall(r"`carefolk ([a-z]+)", text):
            yield page, typed
        for block in BLOCKS.findall(text):
            for typed in TYPED.findall(block):
                yield page, typed.split()[0]


def test_commands_in_documents_exist():
    named = list(named_commands())
    assert named
    assert [(page.name, name) for page, name in named if name not in COMMANDS] == []


def test_make_targets_in_documents_exist():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    named = {name for page in PAGES for name in MADE.findall(page.read_text(encoding="utf-8"))}

    assert {"run", "test", "check"} <= named
    assert named <= set(targets)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_a_sentence(command, capsys):
    with pytest.raises(SystemExit) as end:
        make_parser().parse_args([command, "--help"])

    assert end.value.code == 0
    assert "." in capsys.readouterr().out


def test_links_between_documents_lead_somewhere():
    broken = [
        f"{page.name}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_licence_is_the_whole_agpl():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text
    assert "13. Remote Network Interaction" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert len(text.splitlines()) > 650


def test_scripts_may_be_run():
    listed = subprocess.run(
        ["git", "ls-files", "-s", ".ci/run", "tools/venv", "tools/weblint/run"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()

    assert len(listed) == 3
    assert all(line.startswith("100755") for line in listed)
