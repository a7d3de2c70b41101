from pathlib import Path

from carefolk.ops.settings_page import as_markdown, as_text

PAGE = Path(__file__).resolve().parents[2] / "docs" / "settings.md"


def test_the_page_of_settings_is_made_from_the_code():
    assert PAGE.read_text(encoding="utf-8") == as_markdown(), (
        "run: carefolk settings --markdown > docs/settings.md"
    )


def test_the_command_lists_every_setting_the_page_lists():
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            assert line.split("`")[3] in as_text()
