from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefolk.kit.text import links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://a.example", ["https://a.example"]),
        ("See https://a.example/b.", ["https://a.example/b"]),
        ("(https://a.example/b)", ["https://a.example/b"]),
        ("https://a.example/b_(c)", ["https://a.example/b_(c)"]),
        ("(https://a.example/b_(c)).", ["https://a.example/b_(c)"]),
        ("HTTPS://A.example/B", ["HTTPS://A.example/B"]),
        ("https://a.example:8000/?q=1&r=2#s", ["https://a.example:8000/?q=1&r=2#s"]),
        ("https://tŷ.example/ŵ", ["https://tŷ.example/ŵ"]),
        ("**https://a.example**", ["https://a.example"]),
        ("<https://a.example>", ["https://a.example"]),
        ("https://a.example…", ["https://a.example"]),
        ("two https://a.example\nhttps://b.example", ["https://a.example", "https://b.example"]),
        ("http://[2001:db8::1]/a", ["http://[2001:db8::1]/a"]),
    ],
)
def test_a_web_address_is_found(text, found):
    assert [link.url for link in links.find(text)] == found
    assert [text[link.start : link.end] for link in links.find(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "www.a.example", "a.example", "ftp://a.example", "javascript:alert(1)", "http://",
        "https:///path", "xhttps://a.example", "https://bank.example@evil.example",
        "https://bank:word@evil.example", "https://[::1", "https://a.example:port/",
        "https://a.example:99999/", "https://-.example", "https://a..example",
        "https://" + "a" * 64 + ".example", "https://a.example/" + "x" * 3000, "mailto:a@b.example",
        "data:text/html,x", "http://a.example,http://b.example", "https://a_.example", "https://%61.example",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_web_address_is_not_found(text):
    assert list(links.find(text)) == []


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://A.Example/x", "a.example"),
        ("https://a.example:8443/", "a.example:8443"),
        ("https://a@b.example/", None),
        ("javascript:alert(1)", None),
        ("/local", None),
        ("", None),
        ("http://[", None),
    ],
)
def test_the_host_is_what_a_browser_would_call(url, host):
    assert links.host_of(url) == host


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://nhs.example/", "nhs.example"),
        ("https://tŷ.example/", "tŷ.example"),
        ("https://аpple.example/", "xn--pple-43d.example"),
    ],
)
def test_a_host_that_pretends_is_shown_in_its_true_form(url, shown):
    assert links.shown_host(url) == shown


@given(st.text(max_size=50) | st.text("htps:/.@[]()a1", max_size=40).map("https://".__add__))
@settings(deadline=None, derandomize=True)
def test_a_found_address_stands_where_it_says_and_is_safe(text):
    for link in links.find(text):
        assert text[link.start : link.end] == link.url
        assert links.is_safe(link.url)
