"""The look of the house, judged in a real browser: the gallery, error pages, and the small scripts.

Pages come from Django's test client through Playwright's routing: no server, no port, no database.
"""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.test import Client
from django.urls import path

from carefolk.web import gallery as samples

SITE = "http://place.test"
TEMPLATES = Path(samples.__file__).parent / "templates"
TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "png": "image/png"}
ERRORS = ("400", "403", "403_csrf", "404", "409", "413", "422", "429", "500", "503")
PAGE = '{% extends "base.html" %}{% load carefolk %}{% block title %}A page{% endblock %}{% block page %}<h1>A page</h1>'


def piece(body):
    """A view that shows one template text inside the frame of the house."""

    def view(request):
        template = engines["django"].from_string(PAGE + body + "{% endblock %}")
        asha = samples.make_sample().writer
        context = {
            "place_name": "Larkfield Commons",
            "viewer": samples.Viewer(asha),
            "composer": samples.Composer(
                writer=asha, draft_key="7:new", check_url="/check", action="/write", private=True
            ),
            "stopped": samples.make_sample().guarded,
            "post": samples.make_sample().posts[3],
            "picture": [samples.Picture("/pic.png", "A garden", url="")],
        }
        return HttpResponse(template.render(context, request))

    return view


def words(request, **_kwargs):
    return HttpResponse("<!doctype html><title>Elsewhere</title><h1>Elsewhere</h1>")


def error(request, code):
    return render(request, f"errors/{code}.html", {"typed": [("text", "Dear all")], "path": "/x"})


def acts(request):
    post = samples.make_sample().posts[3]
    html = samples.status_html(post, csrf_token="t" * 32)
    template = engines["django"].from_string(PAGE + "{{ html|safe }}{% endblock %}")
    return HttpResponse(template.render({"html": html}, request))


class Urls:
    """Addresses for these tests only."""

    urlpatterns = [
        path("", words, name="home"),
        path("place", words, name="this_place"),
        path("alerts", words, name="alerts"),
        path("write", words, name="write"),
        path("you", words, name="you"),
        path("about/looks/", samples.gallery),
        path("error/<str:code>", error),
        path(
            "compose", piece('{% include "components/composer.html" with composer=composer only %}')
        ),
        path(
            "stopped", piece('{% include "components/composer.html" with composer=stopped only %}')
        ),
        path(
            "posted",
            piece(
                '{% include "components/undo_bar.html" with undo_url="/undo" seconds=30 draft_key="7:new" only %}'
            ),
        ),
        path(
            "tap",
            piece(
                '{% include "components/picture_grid.html" with pictures=picture tap_to_show=1 only %}'
            ),
        ),
        path(
            "live",
            piece(
                '{% include "components/live.html" with stream_url="/stream" home_url="/" only %}'
            ),
        ),
        path(
            "out",
            piece('<form method="post" action="/" data-signout><button>Sign out</button></form>'),
        ),
        path("acts", acts),
    ]


@pytest.fixture(autouse=True)
def place_of_samples(settings):
    settings.DEBUG = True
    settings.ROOT_URLCONF = Urls


@pytest.fixture
def show(browser):
    """Opens a page of the samples; `answers` replace what single addresses say."""
    contexts = []

    def open_page(address, *, answers=None, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.answers = dict(answers or {})

        def answer(route):
            request = route.request
            where = urlsplit(request.url).path
            page.asked.append((request.method, where))
            if where in page.answers:
                return route.fulfill(**page.answers[where])
            if where.startswith("/static/"):
                return route.fulfill(
                    body=static_file(where), content_type=TYPES.get(where.rpartition(".")[2])
                )
            said = Client().generic(request.method, request.url.removeprefix(SITE))
            return route.fulfill(
                status=said.status_code,
                body=said.content,
                headers={name: value for name, value in said.items() if name != "Content-Length"},
            )

        context.route("**/*", answer)
        page.clock.install()
        page.goto(SITE + address)
        return page

    yield open_page
    for context in contexts:
        context.close()


def static_file(where):
    found = finders.find(where.removeprefix("/static/"))
    assert found, where
    return Path(found).read_bytes()


def complaints(page):
    return [
        (rule["id"], [node["html"][:120] for node in rule["nodes"]])
        for rule in Axe().run(page).response["violations"]
    ]


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


# The looks


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_gallery_has_no_barrier_and_never_scrolls_sideways(show, width, theme):
    page = show("/about/looks/", viewport={"width": width, "height": 740}, color_scheme=theme)

    assert page.locator(".status").count() > 3
    assert complaints(page) == []
    assert sideways(page) <= 0


@pytest.mark.browser
@pytest.mark.parametrize(
    "choice",
    [
        "?background=cream",
        "?background=white",
        "?background=dark",
        "?font=dyslexia&size=largest",
        "?width=wide",
    ],
)
def test_a_readers_own_settings_keep_the_page_whole(show, choice):
    page = show("/about/looks/" + choice, viewport={"width": 320, "height": 740})

    assert complaints(page) == []
    assert sideways(page) <= 0


@pytest.mark.browser
def test_what_one_presses_is_at_least_44_pixels_high(show):
    page = show("/about/looks/", viewport={"width": 360, "height": 740})

    small = page.evaluate(
        """() => [...document.querySelectorAll('button, summary, nav a, .button, .acts > a, select, textarea, .input')]
            .filter((part) => part.offsetParent && part.getBoundingClientRect().height < 43.9)
            .map((part) => part.outerHTML.slice(0, 100))"""
    )

    assert small == []


@pytest.mark.browser
def test_the_keyboard_reaches_the_main_part_first(show):
    page = show("/about/looks/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.browser
@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_says_what_to_do(show, code):
    page = show(f"/error/{code}", viewport={"width": 320, "height": 740})

    assert page.locator("main h1").inner_text()
    assert page.locator("main p").count() >= 2
    assert page.locator("main .button").count() == 1
    assert complaints(page) == []


@pytest.mark.parametrize("code", [code for code in ERRORS if code != "403_csrf"])
def test_an_error_page_needs_nothing_to_be_shown(code):
    html = engines["django"].get_template(f"errors/{code}.html").render({})

    assert "<h1>" in html


def test_a_stale_form_brings_back_every_answer():
    html = (
        engines["django"]
        .get_template("errors/403_csrf.html")
        .render(
            {
                "typed": [("audience", "members"), ("text", "A <b> day")],
                "csrf_token": "t" * 32,
                "text": "A <b> day",
                "path": "/write",
            }
        )
    )

    assert 'name="audience" value="members"' in html
    assert "A &lt;b&gt; day</textarea>" in html


def test_the_gallery_is_not_for_strangers(settings, client):
    settings.DEBUG = False
    settings.LOGIN_URL = "/sign-in"

    assert client.get("/about/looks/").status_code == 302


def test_every_component_says_what_it_takes_and_stays_small():
    components = sorted(TEMPLATES.rglob("*.html"))

    assert len(components) > 40
    for file in components:
        text = file.read_text()
        assert re.match(r"\{# [\w./]+: ?", text), file
        assert text.count("\n") <= 80, file
        # Django ends a comment with its line: one left open would be shown to people.
        assert all(line.count("{#") == line.count("#}") for line in text.splitlines()), file


def test_a_home_page_weighs_less_than_60_kilobytes_of_which_30_are_scripts():
    html = Client().get("/about/looks/").content
    links = set(re.findall(rb'"(/static/[^"#]+)', html))
    files = {name.decode(): len(gzip.compress(static_file(name.decode()))) for name in links}
    scripts = sum(size for name, size in files.items() if name.endswith(".js"))

    assert scripts > 0
    assert scripts < 30_000
    assert sum(files.values()) + len(gzip.compress(html)) < 60_000


# Who will see it


@pytest.mark.browser
def test_without_scripts_the_sentence_above_the_button_fits_the_choice(show):
    page = show("/compose", java_script_enabled=False)

    assert page.locator(".says:visible").all_inner_texts() == [
        "Only members of Larkfield Commons will see this."
    ]
    page.get_by_label("Everyone on the internet").check()

    assert page.locator(".says:visible").all_inner_texts() == [
        "Everyone on the internet can see this."
    ]


@pytest.mark.browser
def test_with_scripts_the_picker_is_one_line_until_change_is_pressed(show):
    page = show("/compose")

    assert page.get_by_role("radio").count() == 0
    page.get_by_role("button", name="Change").click()
    page.get_by_label("My followers").check()

    assert page.locator(".says:visible").all_inner_texts() == [
        "Only the people who follow you will see this."
    ]


# Writing


@pytest.mark.browser
def test_what_was_typed_survives_a_closed_tab_and_goes_when_it_is_posted(show):
    page = show("/compose")
    page.locator("#text").fill("A long evening")
    page.goto(SITE + "/place")
    page.goto(SITE + "/compose")
    assert page.locator("#text").input_value() == "A long evening"

    page.goto(SITE + "/posted")
    page.goto(SITE + "/compose")

    assert page.locator("#text").input_value() == ""


@pytest.mark.browser
def test_signing_out_leaves_nothing_on_the_device(show):
    page = show("/compose")
    page.locator("#text").fill("A long evening")
    page.goto(SITE + "/out")
    assert page.evaluate("Object.keys(localStorage)") == ["carefolk:draft:7:new"]

    page.get_by_role("button", name="Sign out").click()

    assert page.evaluate("Object.keys(localStorage)") == []


FOUND = """<section class="findings"><h2>Before you post</h2><div class="finding"><input type="hidden" name="asked"
value="0.chk.x"><p>Look again</p><input type="checkbox" id="c" name="checked"><label for="c">I have checked</label>
</div></section>"""


@pytest.mark.browser
def test_the_guard_speaks_after_a_pause_and_not_at_each_key(show):
    page = show("/compose", answers={"/check": {"body": FOUND, "content_type": "text/html"}})
    page.locator("#text").press_sequentially("On Tuesday")
    assert ("POST", "/check") not in page.asked

    page.clock.run_for(1_000)
    page.get_by_label("I have checked").check()
    page.answers["/check"]["body"] = FOUND.replace("Look again", "Look once more")
    page.locator("#text").press_sequentially(" he")
    page.clock.run_for(1_000)
    page.get_by_text("Look once more").wait_for()

    assert page.asked.count(("POST", "/check")) == 2
    assert page.get_by_label("I have checked").is_checked()
    assert page.locator("[name=asked]").count() == 1


@pytest.mark.browser
def test_a_page_that_comes_back_with_findings_begins_at_them(show):
    page = show("/stopped")

    assert page.evaluate("document.activeElement.id") == "findings"
    assert page.locator(".finding").first.is_visible()


@pytest.mark.browser
def test_no_signal_while_checking_loses_nothing(show):
    page = show("/compose", answers={"/check": {"status": 503, "body": "busy"}})
    page.locator("#text").fill("On Tuesday")
    page.clock.run_for(1_000)

    assert page.locator("#text").input_value() == "On Tuesday"
    assert page.locator("#findings").inner_text() == ""


@pytest.mark.browser
def test_control_and_enter_posts_once(show):
    page = show("/compose", answers={"/write": {"status": 204}})
    page.locator("#text").fill("Hello")

    page.locator("#text").press("Control+Enter")
    page.locator("#text").press("Control+Enter")

    assert page.asked.count(("POST", "/write")) == 1


# Reading


@pytest.mark.browser
def test_a_picture_to_tap_is_not_fetched_before_the_tap(show):
    page = show("/tap", answers={"/pic.png": {"body": static_file("/static/icons/icon-192.png")}})
    page.wait_for_load_state("networkidle")
    assert ("GET", "/pic.png") not in page.asked

    page.get_by_text("Tap to show picture").click()
    page.locator(".picture img").evaluate("image => image.decode()")

    assert ("GET", "/pic.png") in page.asked


LIKED = """<form class="acts" method="post" action="/posts/4/favourite" data-part data-enhance>
<button formaction="/posts/4/favourite" name="on" value="0" aria-label="Liked. Take back">Liked</button></form>"""


@pytest.mark.browser
def test_a_like_changes_in_place_and_keeps_the_focus(show):
    page = show(
        "/acts", answers={"/posts/4/favourite": {"body": LIKED, "content_type": "text/html"}}
    )

    page.get_by_role("button", name="Like the post by").click()
    page.get_by_role("button", name="Liked").wait_for()

    assert page.url == SITE + "/acts"
    assert page.evaluate("document.activeElement.textContent") == "Liked"
    assert page.locator("#said").inner_text() == "Liked. Take back"


@pytest.mark.browser
def test_a_like_that_fails_goes_the_ordinary_way(show):
    page = show(
        "/acts",
        answers={
            "/posts/4/favourite": {
                "status": 429,
                "body": "<h1>Please wait</h1>",
                "content_type": "text/html",
            }
        },
    )

    page.get_by_role("button", name="Like the post by").click()
    page.get_by_role("heading", name="Please wait").wait_for()

    assert page.asked.count(("POST", "/posts/4/favourite")) == 2


@pytest.mark.browser
def test_the_seconds_to_take_it_back_run_out_loud_and_clear(show):
    page = show("/posted")
    page.clock.run_for(10_000)
    assert page.locator(".undo p").inner_text() == "Posted. You have 20 seconds to take it back."

    page.clock.run_for(21_000)

    assert page.get_by_role("button", name="Take it back").count() == 0
    assert page.locator("#said").inner_text() == "Your post is on its way."


@pytest.mark.browser
def test_new_posts_are_announced_and_nothing_moves(show):
    said = "retry: 9000000\n\n" + "event: new\ndata: {}\n\n" * 2
    page = show("/live", answers={"/stream": {"body": said, "content_type": "text/event-stream"}})

    page.get_by_role("link", name="2 new posts").wait_for()
    page.clock.run_for(3_000)

    assert page.url == SITE + "/live"
    assert page.locator("#said").inner_text() == "2 new posts"
