from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefolk.kit.text.sanitise import clean_html, keep_allowed, plain_from_html

REL = 'rel="nofollow noopener noreferrer ugc"'

CORPUS = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//a.example/x.js></SCRIPT>", "<scr<script>ipt>alert(1)",
    "<img src=x onerror=alert(1)>", "<img src='javascript:alert(1)'>", "<p onclick=alert(1)>x</p>",
    "<a href='javascript:alert(1)'>x</a>", "<a href='JaVa\tScript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>", "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>", "<a href='vbscript:x'>x</a>",
    "<embed src=x>", "<object data=x><param></object>", "<iframe srcdoc='<script>1</script>'>",
    "<svg><script>alert(1)</script></svg>", "<svg onload=alert(1)>", "<svg><a xlink:href='javascript:1'>",
    "<math><mi xlink:href='javascript:1'>x</mi></math>", "<form action=javascript:1><button>x",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><script>1</script>", "<title><a title='</title><img src=x onerror=1>'>",
    "<style>@import 'x'</style>", "<p style='background:url(javascript:1)'>x</p>", "<base href=//a.example>",
    "<meta http-equiv=refresh content='0;url=javascript:1'>", "<link rel=stylesheet href=x>",
    "<video><source onerror=alert(1)>", "<audio src=x onerror=1>", "<input autofocus onfocus=1>",
    "<details open ontoggle=alert(1)>", "<marquee onstart=1>x", "<template><script>1</script></template>",
    "<!--><script>1</script>-->", "<![CDATA[<script>1</script>]]>", "<?php echo 1 ?>", "<xmp><script>1",
    "<a href=x id=form name=cookie class='u-url btn danger'>x</a>", "<p><b><i></p></b></i>", "<", "</", "<a",
    "<table><tr><td><p>x", "<select><option><script>1", "<custom-tag on=1>x", "\x00<scr\x00ipt>1",
    "<isindex type=image src=1 onerror=1>", "<a href=//evil.example>x</a>", "<plaintext><script>1",
]  # fmt: skip
ALLOWED = {
    "p", "br", "a", "b", "i", "u", "s", "del", "em", "strong", "span", "code", "pre", "blockquote",
    "ul", "ol", "li",
}  # fmt: skip


class _Look(HTMLParser):
    """Reads HTML back and fails on anything that is not allowed, or left open."""

    def __init__(self, html):
        super().__init__()
        self.open = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert tag in ALLOWED
        for name, value in attrs:
            assert (tag, name) in {("a", "href"), ("a", "rel"), ("a", "class"), ("ol", "start")}
            assert name != "href" or re.match(r"https?://[^@/]+(/|$|\?|#)", value)
            assert name != "class" or set(value.split()) <= {"mention", "hashtag"}
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_comment(self, data):
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


@pytest.mark.parametrize("html", CORPUS)
def test_hostile_html_comes_out_clean(html):
    _Look(clean_html(html))


@pytest.mark.parametrize(
    "tag", ["script", "style", "svg", "iframe", "noscript", "template", "math"]
)
def test_what_stands_inside_a_dangerous_tag_goes_with_it(tag):
    assert clean_html(f"<p>a<{tag}>alert(1)</{tag}>b</p>") == "<p>ab</p>"


@pytest.mark.parametrize("html", CORPUS)
def test_cleaning_clean_html_again_changes_nothing(html):
    assert clean_html(clean_html(html)) == clean_html(html)


@pytest.mark.parametrize("html", CORPUS)
def test_hostile_html_becomes_plain_text(html):
    assert "onerror" not in plain_from_html(html)
    assert isinstance(plain_from_html(html), str)


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p>Hi <strong>you</strong><br>there</p>", "<p>Hi <strong>you</strong><br>there</p>"),
        ("<h2>Title</h2>text", "<p><strong>Title</strong></p>text"),
        ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
        ("<p>a</p><script>x</script>", "<p>a</p>"),
        ("a\u202eb\u200b", "ab"),
        (
            '<a href="https://a.example/@r" class="u-url mention">@<span>r</span></a>',
            f'<a href="https://a.example/@r" class="mention" {REL}>@<span>r</span></a>',
        ),
        (
            '<a href="https://a.example/x" rel="me" target="_blank">a.example/x</a>',
            f'<a href="https://a.example/x" {REL}>a.example/x</a>',
        ),
        (
            '<a href="https://www.a.example/x">https://a.example/x</a>',
            f'<a href="https://www.a.example/x" {REL}>https://a.example/x</a>',
        ),
    ],
)
def test_what_people_elsewhere_write_stays(html, clean):
    assert clean_html(html) == clean


@pytest.mark.parametrize("scheme", ["mailto:", "ftp://", "tel:", "javascript:", "data:", "magnet:"])
def test_only_web_addresses_pass_the_last_gate(scheme):
    assert keep_allowed(f'<a href="{scheme}a.example">x</a>') == f"<a {REL}>x</a>"
    assert "href" in keep_allowed('<a href="https://a.example">x</a>')


@pytest.mark.parametrize(
    "label",
    [
        "nhs.example", "https://nhs.example/login", "www.nhs.example", "Log in: nhs.example now",
        "<span>nhs</span>.example", "nhs․example", "nhs。example", "NHS.EXAMPLE",
        "nhs.example:443/x", "https://nhs.example@evil.example", "evil.example nhs.example",
        '<span class="invisible">https://evil.example/</span> nhs.example', "n\u200bhs.example",
        "bob@nhs.example",
    ],
)  # fmt: skip
def test_a_label_that_looks_like_another_host_gets_the_real_one_after_it(label):
    cleaned = clean_html(f'<a href="https://evil.example/x">{label}</a>')

    assert cleaned.endswith("</a> (evil.example)")


@pytest.mark.parametrize(
    "label", ["read this", "version 3.5", "@asha", "a...b", "evil.example/a/b.html"]
)
def test_a_label_that_claims_no_other_host_is_left_alone(label):
    assert clean_html(f'<a href="https://evil.example/x">{label}</a>').endswith(f"{label}</a>")


def test_nothing_that_could_hide_the_host_keeps_its_class():
    assert "invisible" not in clean_html('<span class="invisible">https://evil.example/</span>')


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<p>a</p><p>b<br>c</p>", "a\n\nb\nc"),
        ("<ul><li>a</li><li>b</li></ul>x", "- a\n- b\n\nx"),
        ("a &lt;b&gt; &amp;amp;", "a <b> &amp;"),
        ("<style>x</style>y", "y"),
        ("", ""),
    ],
)
def test_html_becomes_plain_text_with_its_lines(html, plain):
    assert plain_from_html(html) == plain


@pytest.mark.parametrize(
    "piece",
    ["<div>", "<p>", "<b><i>", "<a href=x>", "<table><td>", "<svg>", "<math>", "</p>", "<!--", "<div",
     "<a ", "<b a='", "&#x41", "<", "<!", "<![CDATA[", "<li><ul>", "<form>", "<font></b>"],
)  # fmt: skip
def test_a_hundred_thousand_deep_ends_and_is_clean(piece):
    html = "hello" + piece * 100_000

    _Look(clean_html(html))
    assert clean_html(html).startswith("hello")
    assert plain_from_html(html).startswith("hello")


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<a href='https://a.example'>", "<a href=javascript:1>", "</a>", "<b>",
             "</b>", "<svg>", "<math>", "<style>", "</style>", "<!--", "-->", "'", '"', ">", "<", "x",
             "<h1>", "</h1>", "<div>", "&lt;", "&", "<br>", "nhs.example", "\x00", "<li>", "\ud800"]
        ),
        max_size=30,
    ).map("".join)
    | st.text(max_size=60)
)  # fmt: skip
@settings(deadline=None, derandomize=True, max_examples=500)
def test_whatever_comes_in_clean_html_comes_out(html):
    _Look(clean_html(html))
    plain_from_html(html)
