"""Hostile and broken input: a clear answer in plain words, and nothing lost or half written."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from carefolk.kit import clock
from carefolk.posts.models import Status, StatusTag
from tests.cast import member, say

ABSURD_IDS = ("0", "9223372036854775807", "9223372036854775808", "9999999999999999999", "1" * 60)


@pytest.fixture
def asha(db):
    return member("asha")


@pytest.fixture
def browser(asha):
    client = Client(raise_request_exception=True)
    client.force_login(asha.user)
    return client


def post(browser, text, **more):
    return browser.post("/write/post", {"text": text, "audience": "members", "do": "post", **more})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing to post yet"),
        ("  \n\t ", "nothing to post yet"),
        ("\u2800\u200b\u00ad", "nothing to post yet"),
        ("a" * 5001, "The most is 5000"),
        ("a " * 60_000, "The most is 5000"),
    ],
    ids=["empty", "spaces", "invisible", "one too many", "far too long"],
)
def test_what_cannot_be_posted_is_told_in_plain_words(text, words, browser):
    answer = post(browser, text)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Status.objects.exists()


def test_control_characters_and_overrides_are_taken_out(browser):
    assert post(browser, "A\x00 calm\x07 \u202enight\u2066\x1b[31m").status_code == 302

    shown = Status.objects.get()
    for text in (shown.source, shown.html, shown.plain):
        assert not set(text) & set("\x00\x07\x1b\u202e\u2066")


def test_control_characters_anywhere_in_the_form_break_nothing(browser):
    odd = dict.fromkeys(("key", "content_note", "confirm_token", "reminded", "mend"), "\x00\x07x")

    assert post(browser, "A calm night", **odd).status_code in (200, 302)
    assert post(browser, "A calm night", audience="\x00", do="\x00").status_code in (200, 302)


def test_ten_thousand_hashtags_are_refused_as_too_long_and_a_thousand_are_stored(browser):
    assert post(browser, " ".join(f"#t{n}" for n in range(10_000))).status_code == 422
    assert not StatusTag.objects.exists()

    assert post(browser, " ".join(f"#t{n}" for n in range(800))).status_code == 302
    assert StatusTag.objects.count() <= 800


@pytest.mark.parametrize("number", ABSURD_IDS)
@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/posts/{id}"),
        ("get", "/@asha/{id}"),
        ("get", "/@asha/{id}/reply"),
        ("get", "/@asha/{id}/edit"),
        ("post", "/@asha/{id}/favourite"),
        ("post", "/@asha/{id}/boost"),
        ("post", "/@asha/{id}/bookmark"),
        ("post", "/@asha/{id}/delete"),
        ("post", "/posts/{id}/undo"),
        ("get", "/write?draft={id}"),
        ("get", "/media/v/{id}/small"),
        ("delete", "/media/uploads/{id}"),
    ],
)
def test_absurd_numbers_are_not_found(method, address, number, browser):
    answer = getattr(browser, method)(address.format(id=number))

    assert answer.status_code in (404, 422)


@pytest.mark.parametrize("number", [*ABSURD_IDS, "-1", "1.5", "²", "abc", "\x00"])
def test_absurd_numbers_in_forms_are_told_so(number, browser):
    for field in ("in_reply_to", "edits", "saved", "media"):
        answer = post(browser, "A calm night", **{field: number})
        assert answer.status_code in (302, 404, 422), field
    for address in (f"/home?before={number}", f"/place?before={number}", f"/home?posted={number}"):
        assert browser.get(address).status_code in (200, 422), address


@pytest.mark.parametrize(
    "name", ["\x00", "%00", "a" * 500, "..", "<script>", "%F0%9F%90%A6", "\u202e"]
)
def test_odd_hashtags_have_a_page_or_none(name, browser):
    answer = browser.get(f"/tags/{name}")

    assert answer.status_code in (200, 301, 404)
    assert b"<script>" not in answer.content.replace(b"<script src", b"")


@pytest.mark.parametrize(
    ("address", "method"),
    [("/write/post", "get"), ("/write/check", "get"), ("/write", "post"), ("/home", "post"),
     ("/place", "delete"), ("/write/drafts", "put"), ("/home.json", "post")],
)  # fmt: skip
def test_a_wrong_method_is_refused(address, method, browser):
    assert getattr(browser, method)(address).status_code == 405


def test_changing_something_by_a_link_is_impossible(browser, asha):
    said = say(asha, "Hello", now=clock.now())

    for act in ("favourite", "boost", "bookmark"):
        assert browser.get(f"/@asha/{said.pk}/{act}").status_code == 405
    browser.get(f"/@asha/{said.pk}/delete")
    assert Status.objects.filter(pk=said.pk).exists()


def test_too_many_fields_or_bytes_are_refused_in_plain_words(browser):
    for sent in ({f"f{n}": "x" for n in range(300)}, {"text": "x" * 1_200_000}):
        answer = browser.post("/write/post", sent)
        assert answer.status_code in (400, 413)
        assert "<h1" in answer.content.decode()


HOSTILE = (
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[press](javascript:alert(1))",
    "[press](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](javascript:alert(1))",
    '<svg onload="alert(1)"><math><mi xlink:href="javascript:1">',
    "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "**" * 2000,
    "> " * 2000,
    "[" * 2400 + "](x)",
    "<" * 4000,
    "`" * 4999,
)


class Reader(HTMLParser):
    """Collects what a browser would run or follow."""

    def __init__(self):
        super().__init__()
        self.dangers = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag in ("math", "iframe", "object", "embed"):
            self.dangers.append(tag)
        if tag == "script" and "src" not in values:
            self.dangers.append(tag)
        self.dangers += [name for name in values if name.startswith("on")]
        self.dangers += [
            value for value in values.values()
            if value and re.sub(r"\s", "", value).lower().startswith(("javascript:", "data:text"))
        ]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:24])
def test_hostile_words_are_shown_as_words(text, browser):
    answer = post(browser, f"{text} end", content_note=text[:200])
    if answer.status_code == 302:
        answer = browser.get(answer["Location"])
    reader = Reader()

    reader.feed(answer.content.decode())

    assert answer.status_code in (200, 422)
    assert reader.dangers == []


@pytest.mark.parametrize(
    "where",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\\\\evil.example",
    ],
)
def test_nobody_is_sent_to_another_site(where, browser, asha):
    said = say(asha, "Hello", now=clock.now())

    answer = browser.post(f"/@asha/{said.pk}/favourite", {"next": where})

    assert answer["Location"] == f"/@asha/{said.pk}"
