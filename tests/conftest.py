"""What every test may ask for: a running place, a real browser, and a strict end."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from carefolk.ops.supervisor import end_guard
from tests.running import Place, find_chromium

PURE_ROOMS = ("guard", "kit", "docs", "house", "tools")
CHROMIUM_FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def place() -> Iterator[Place]:
    """A place that really runs: `carefolk serve` with its own database, once per test process.

    It is empty at first and shared, so each test makes the people it needs, under names of its
    own: `place.call("tests.cast:member", handle="asha-12")`.
    """
    running = Place.start(
        Path(settings.CAREFOLK.data) / "place", database=settings.CAREFOLK.database
    )
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright  # slow import: only browser tests need it

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_chromium(), args=CHROMIUM_FLAGS, headless=True
        )
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any, place: Place) -> Iterator[Callable[..., Any]]:
    """Opens a page of the place as a new visitor with an own, empty cookie jar.

    `visit("/account/login/", java_script_enabled=False, viewport=…)`: all but the path goes to
    Playwright's `new_context`.
    """
    contexts = []

    def open_page(path: str = "/", **options: Any) -> Any:
        context = browser.new_context(base_url=place.url, locale="en-GB", **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database, leave out what has no database or is told to run once."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker("processes")
    if "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        return
    here = Path(__file__).parent
    kept, left_out = [], []
    for item in items:
        room = item.path.relative_to(here).parts[0]
        browser_once = item.get_closest_marker("browser") and not item.get_closest_marker(
            "postgres_too"
        )
        (left_out if room in PURE_ROOMS or browser_once else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """With STRICT=1 nothing may be skipped: a skip on CI is a test that silently stopped."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("STRICT") == "1" and reporter is not None:
        skipped = reporter.stats.get("skipped", [])
        for report in skipped:
            reporter.write_line(f"STRICT: skipped {report.nodeid}: {report.longrepr}", red=True)
        if skipped and session.exitstatus == 0:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_unconfigure(config: pytest.Config) -> None:
    """The first process of the run clears up for all."""
    if hasattr(config, "workerinput"):
        return
    root = Path(os.environ["TEST_RUN_ROOT"])
    end_guard(root / "guard.sock")
    shutil.rmtree(root, ignore_errors=True)
