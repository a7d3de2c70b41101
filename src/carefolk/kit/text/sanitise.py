"""HTML that is safe to show: an explicit list of tags, links that cannot lie about their host."""

from __future__ import annotations

import html as entities
import re
from html.parser import HTMLParser

import nh3

from carefolk.kit.text import links
from carefolk.kit.text.prepare import strip_hidden

LINK_REL = "nofollow noopener noreferrer ugc"
MAX_LENGTH = 200_000  # characters; what comes after is cut off
MAX_DEPTH = 100
MAX_TAGS = 20_000

_TAGS = {
    "a", "b", "blockquote", "br", "code", "del", "em", "i", "li", "ol", "p", "pre", "s", "span",
    "strong", "u", "ul",
}  # fmt: skip
_BLOCKS = {"div", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section", "dd", "dt", "td"}
_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_CLASSES = {"a": {"hashtag", "mention"}}
_SCHEMES = {"http", "https"}
_WITH_CONTENT = {
    "applet", "audio", "embed", "iframe", "math", "noembed", "noframes", "noscript", "object",
    "script", "select", "style", "svg", "template", "textarea", "title", "video", "xmp",
}  # fmt: skip
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col", "area", "base"}
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s<>/]{0,40})")
_MARKUP = re.compile(r"<[^<>]*>?")
_LOOKS_LIKE_HOST = re.compile(
    r"([\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[^\W\d_]{2,63})(?::\d+)?(?:/\S*)?"
)
_DOT_LIKE = str.maketrans("․。．｡﹒‧·∙⋅", ".........")  # letters that pass for a full stop
_TOO_MANY_LINES = re.compile(r"\n{3,}")


def clean_html(html: str) -> str:
    """HTML from elsewhere, reduced to the allowed tags, closed and harmless.

    Never raises, and takes bounded time: over `MAX_TAGS` tags or `MAX_DEPTH` open ones the text
    is kept and every tag goes. A link whose text looks like another host gets its real host
    after it.
    """
    source = strip_hidden(html[:MAX_LENGTH])
    if _is_a_bomb(source):
        return entities.escape(_MARKUP.sub("", source), quote=False)
    rewriter = _Rewriter()
    rewriter.feed(_allowed(source, tags=_TAGS | _BLOCKS))
    rewriter.close()
    # Again, because what the rewriter puts together must not be trusted more than what came in.
    return keep_allowed("".join(rewriter.parts))


def keep_allowed(html: str) -> str:
    """Only the allowed tags and attributes; every link carries `LINK_REL`."""
    return _allowed(html, tags=_TAGS)


def plain_from_html(html: str) -> str:
    """The text of some HTML, with line ends where blocks and breaks were."""
    source = strip_hidden(html[:MAX_LENGTH])
    if _is_a_bomb(source):
        return entities.unescape(_MARKUP.sub("", source)).strip()
    reader = _Reader()
    reader.feed(_allowed(source, tags=_TAGS | _BLOCKS))
    reader.close()
    return _TOO_MANY_LINES.sub("\n\n", strip_hidden("".join(reader.parts))).strip()


def _allowed(html: str, *, tags: set[str]) -> str:
    return nh3.clean(
        html,
        tags=tags,
        clean_content_tags=_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes=_SCHEMES,
        link_rel=LINK_REL,
        strip_comments=True,
    )


def _is_a_bomb(html: str) -> bool:
    # HTML parsers look through all open elements at each new one: depth costs its square.
    depth = deepest = tags = 0
    for match in _ANY_TAG.finditer(html):
        tags += 1
        if match[1]:
            depth = max(0, depth - 1)
        elif match[2].lower() not in _VOID:
            depth += 1
            deepest = max(deepest, depth)
    return deepest > MAX_DEPTH or tags > MAX_TAGS


class _Rewriter(HTMLParser):
    """Blocks become paragraphs; links say their real host. Reads what nh3 has already closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._href = ""
        self._label: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("<p><strong>" if tag[0] == "h" else "<p>")
            return
        if tag == "a":
            self._href, self._label = dict(attrs).get("href") or "", []
            attrs = [(name, value) for name, value in attrs if name != "href" or self._is_safe()]
        written = "".join(f' {name}="{entities.escape(value or "")}"' for name, value in attrs)
        self.parts.append(f"<{tag}{written}>")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("</strong></p>" if tag[0] == "h" else "</p>")
            return
        self.parts.append(f"</{tag}>")
        if tag == "a" and self._is_safe():
            self.parts.append(entities.escape(real_host_after("".join(self._label), self._href)))
        if tag == "a":
            self._href = ""

    def handle_data(self, data: str) -> None:
        if self._href:
            self._label.append(data)
        self.parts.append(entities.escape(data, quote=False))

    def _is_safe(self) -> bool:
        return links.is_safe(self._href)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS or tag in {"p", "blockquote", "pre", "ul", "ol"}:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def real_host_after(label: str, url: str) -> str:
    """What to write after a link: nothing, or the real host when the label looks like another."""
    host = (links.host_of(url) or "").split(":")[0]
    claims = _LOOKS_LIKE_HOST.findall(label.translate(_DOT_LIKE).lower())
    if links.shown_host(url).startswith(host) and all(_same(claim, host) for claim in claims):
        return ""
    return f" ({links.shown_host(url)})"


def _same(claim: str, host: str) -> bool:
    return claim.removeprefix("www.") == host.removeprefix("www.")
