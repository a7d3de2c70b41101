from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefolk.kit.text import markdown
from carefolk.kit.text.hashtags import MAX_HASHTAGS

ELSEWHERE = "https://elsewhere.example/@rem"
PEOPLE = {
    "asha": "/@asha",
    "_b_": "/@_b_",
    "rem@elsewhere.example": ELSEWHERE,
}
REL = 'rel="nofollow noopener noreferrer ugc"'


def render(source):
    return markdown.render(source, mentions=PEOPLE, tag_url=lambda name: f"/tags/{name}")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("", ""),
        ("Hello", "<p>Hello</p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("one\n\n\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("**bold** and *it* _al_", "<p><strong>bold</strong> and <em>it</em> <em>al</em></p>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("`a < b`", "<p><code>a &lt; b</code></p>"),
        ("```\na\n```", "<pre><code>a\n</code></pre>"),
        ("```js\na\n```", "<pre><code>a\n</code></pre>"),
        (r"\*not\*", "<p>*not*</p>"),
        ("# not a heading", "<p># not a heading</p>"),
        ("not\n===", "<p>not<br>\n===</p>"),
        ("a\n***\nb", "<p>a<br>\n***<br>\nb</p>"),
        ("    not code", "<p>not code</p>"),
        ("a &amp; b &lt;", "<p>a &amp;amp; b &amp;lt;</p>"),
        ("a\u202eb\x00", "<p>ab</p>"),
    ],
)
def test_a_small_part_of_markdown_is_shown(source, html):
    assert render(source).html == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("@asha", f'<p><a href="/@asha" class="mention" {REL}>@asha</a></p>'),
        ("@ASHA", f'<p><a href="/@asha" class="mention" {REL}>@ASHA</a></p>'),
        ("@_b_", f'<p><a href="/@_b_" class="mention" {REL}>@_b_</a></p>'),
        ("#Care", f'<p><a href="/tags/Care" class="hashtag" {REL}>#Care</a></p>'),
        (
            "@rem@elsewhere.example",
            f'<p><a href="{ELSEWHERE}" class="mention" {REL}>@rem@elsewhere.example</a></p>',
        ),
        (
            "https://a.example/x_y_z.",
            f'<p><a href="https://a.example/x_y_z" {REL}>https://a.example/x_y_z</a>.</p>',
        ),
        (
            "**https://a.example**",
            f'<p><strong><a href="https://a.example" {REL}>https://a.example</a></strong></p>',
        ),
        ("@nobody_at_all_", "<p>@nobody_at_all_</p>"),
        (r"\@asha \#Care", "<p>@asha #Care</p>"),
        ("`@asha #Care https://a.example`", "<p><code>@asha #Care https://a.example</code></p>"),
        ("#2026", "<p>#2026</p>"),
    ],
)
def test_mentions_hashtags_and_addresses_become_links(source, html):
    assert render(source).html == html


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[nhs.example](https://evil.example/x)", "nhs.example</a> (evil.example)"),
        ("[our page](https://a.example)", "our page</a> (a.example)"),
        ("[**a**](https://a.example)", "<strong>a</strong></a> (a.example)"),
        ("[@asha](https://evil.example)", "@asha</a> (evil.example)"),
        ("[https://nhs.example](https://evil.example)", "https://nhs.example</a> (evil.example)"),
        ("https://аpple.example", "https://аpple.example</a> (xn--pple-43d.example)"),
    ],
)
def test_a_label_never_hides_the_host(source, shown):
    assert shown in render(source).html


@pytest.mark.parametrize("source", ["[https://a.example](https://a.example)", "https://a.example"])
def test_a_label_that_tells_the_truth_needs_nothing_after_it(source):
    assert render(source).html.endswith("https://a.example</a></p>")


@pytest.mark.parametrize(
    "source",
    [
        "[x](javascript:alert(1))", "[x](data:text/html,x)", "[x](/local)", "[x](//a.example)",
        "[x](ftp://a.example)", "[x](https://bank@evil.example)", "[x](vbscript:x)",
        "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))", "[x](&#106;avascript:alert(1))",
        "[x](https:)", "[x][1]\n\n[1]: https://a.example:x", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_never_linked(source):
    assert "<a" not in render(source).html


def test_there_are_no_pictures():
    assert "<img" not in render("![x](https://a.example/a.png)").html


def test_the_plain_text_is_what_a_reader_sees():
    source = (
        "**Hi** @asha\nsee [this](https://a.example/b)\n\n- one\n- two\n\n2. x\n\n> quoted\n\n`c`"
    )

    assert render(source).plain == (
        "Hi @asha\nsee this (https://a.example/b)\n\n- one\n- two\n\n2. x\n\nquoted\n\nc"
    )


def test_what_was_linked_is_told_once_and_in_order():
    rendered = render(
        "@asha @nobody @Asha @rem@elsewhere.example #Care #care #Home "
        "[x](https://b.example) https://a.example https://b.example `@_b_ #Code`"
    )

    assert rendered.mentions == ("asha", "rem@elsewhere.example")
    assert rendered.hashtags == ("Care", "Home")
    assert rendered.links == ("https://b.example", "https://a.example")


def test_of_ten_thousand_hashtags_the_first_sixty_are_linked():
    rendered = render("\n\n".join(" ".join(f"#t{n}x{m}" for n in range(10)) for m in range(1000)))

    assert rendered.html.count("<a ") == len(rendered.hashtags) == MAX_HASHTAGS
    assert "#t9x999" in rendered.plain


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<a href='javascript:1'>x</a>",
    "<svg onload=alert(1)>", "<math><mtext></mtext></math>", "<iframe src=//a.example>",
    "<embed src=x>", "<object data=x>", "<!-- x --><b>", "</p></div>", "<<b>script>", "&lt;script&gt;",
    '"><script>', "<style>*{}</style>", "<b onclick=x>", "`<script>`", "```<script>\n<script>\n```",
    "[<script>](https://a.example)", '[x](https://a.example "<script>")',
    "[x](https://a.example/<script>)", 'https://a.example/"onmouseover="alert(1)',
]  # fmt: skip


@pytest.mark.parametrize("source", HOSTILE)
def test_html_in_a_text_stays_text(source):
    assert tags_of(render(source).html) <= {"p", "br", "a", "code", "pre"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        ">", "> ", "*", "_", "**a ", "[", "![", "[a](", "[[]", "`", "`a", "- ", "-\n", "1. ", "\\",
        "*_", "#", "#a", "#a ", "@", "@a", "@a@a.", "@asha ", "http://", "https://a.example/(",
        "https://a.example/)", "<div>", "</", "&", "\n", "a\n\n", "```\n", "> - ", "\t", "\ud800",
    ],
)  # fmt: skip
def test_a_hundred_thousand_characters_of_near_misses_end(piece):
    rendered = render((piece * 100_000)[:100_000])

    assert tags_of(rendered.html) <= ALLOWED


def test_a_text_over_the_longest_is_shown_as_typed():
    rendered = render("**a** <b>\n" * 20_000)

    assert rendered.html.startswith("<p>**a** &lt;b&gt;<br>**a**")


ALLOWED = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre", "a"}
PIECES = st.lists(
    st.sampled_from(
        ["*", "**", "_", "[", "](", ")", "(", "`", "```", "\n", "\n\n", "> ", "- ", "1. ", "<b", ">",
         "@asha", "@", "#Tag", "#", "https://a.example", "http://", "javascript:", "\\", "&", '"',
         "'", " ", "a", "ŵ", "😀", "\u202e", "\x00", "\t", "://", ":", "![", "<", "\ud800"]
    ),
    max_size=40,
).map("".join)  # fmt: skip


@given(PIECES | st.text(max_size=80))
@settings(deadline=None, derandomize=True, max_examples=500)
def test_broken_nesting_never_raises_and_only_allowed_tags_come_out(source):
    rendered = render(source)

    assert tags_of(rendered.html) <= ALLOWED
    assert_links_are_safe(rendered.html)
    assert render(source) == rendered


class _Look(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes = set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(tag, *pair) for pair in attrs]


def tags_of(html):
    return _Look(html).tags


def assert_links_are_safe(html):
    for tag, name, value in _Look(html).attributes:
        assert (tag, name) in {("a", "href"), ("a", "rel"), ("a", "class"), ("ol", "start")}
        if name == "href":
            assert value.startswith(("http://", "https://", "/@", "/tags/"))
