"""Statuses as people write them: a small safe part of Markdown, with links that tell the truth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from carefolk.kit.text import entities, links
from carefolk.kit.text.hashtags import MAX_HASHTAGS
from carefolk.kit.text.mentions import MAX_MENTIONS
from carefolk.kit.text.prepare import clean
from carefolk.kit.text.sanitise import keep_allowed

MAX_SOURCE = 100_000  # characters; longer texts are shown as they are typed
MAX_NESTING = 20

_RULES = (
    "paragraph", "list", "blockquote", "fence",
    "newline", "escape", "backticks", "emphasis", "link",
)  # fmt: skip
_OURS, _AUTO = "ours", "auto"


@dataclass(frozen=True, slots=True)
class _Kind:
    info: str
    attrs: dict[str, str | int | float]


_KIND: dict[type[entities.Entity], _Kind] = {
    entities.Link: _Kind(_AUTO, {}),
    entities.Mention: _Kind(_OURS, {"class": "mention"}),
    entities.Hashtag: _Kind(_OURS, {"class": "hashtag"}),
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """One text in two forms.

    Attributes:
        html: sanitised, safe to put into a page.
        plain: what a reader sees, without marks; a link's address follows its label.
        mentions: keys of the people that were linked, each once, in order.
        hashtags: names as typed that were linked, each key once, in order.
        links: web addresses that were linked, each once, in order.
    """

    html: str
    plain: str
    mentions: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def render(source: str, *, mentions: Mapping[str, str], tag_url: Callable[[str], str]) -> Rendered:
    """Show a text: paragraphs, line ends, bold, italic, lists, quotes, code and links.

    No pictures, headings or HTML: they stay as typed. Nothing raises, however broken.

    Args:
        source: as typed; it is cleaned first.
        mentions: `handle` or `handle@host` (lower case) to the address of that profile; a
            mention of anyone else stays plain text.
        tag_url: from a hashtag's name as typed, without the sign, to its page.
    """
    text = clean(source)
    if len(text) > MAX_SOURCE:
        return Rendered(html=keep_allowed(_as_typed(text)), plain=text)
    finds = _Finds(profiles=mentions, tag_url=tag_url)
    parser, env = _parser(), {"finds": finds}
    tokens = parser.parse(text, env)
    return Rendered(
        html=keep_allowed(parser.renderer.render(tokens, parser.options, env)).strip(),
        plain=_plain(tokens),
        mentions=tuple(finds.mentions),
        hashtags=tuple(finds.hashtags.values()),
        links=tuple(finds.links),
    )


@dataclass(slots=True)
class _Finds:
    """What one text has linked so far, and the entities of the block being read."""

    profiles: Mapping[str, str]
    tag_url: Callable[[str], str]
    mentions: dict[str, None] = field(default_factory=dict)
    hashtags: dict[str, str] = field(default_factory=dict)
    links: dict[str, None] = field(default_factory=dict)
    tags_made: int = 0
    mentions_made: int = 0
    block: str | None = None
    by_place: dict[int, entities.Entity] = field(default_factory=dict)

    def at(self, text: str, place: int) -> entities.Entity | None:
        if text is not self.block:
            self.block = text
            self.by_place = {_sign_of(entity, text): entity for entity in entities.find(text)}
        return self.by_place.get(place)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"breaks": True, "maxNesting": MAX_NESTING})
    parser.enable(list(_RULES))
    parser.inline.ruler.before("escape", "carefolk_entity", _entity_rule)
    parser.core.ruler.push("carefolk_links", _tell_hosts)
    parser.validateLink = links.is_safe  # type: ignore[method-assign]  # the library's documented way
    return parser


def _entity_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the library's signature
    """Link what stands at this place, unless it is inside another link's label."""
    finds: _Finds = state.env["finds"]
    entity = finds.at(state.src, state.pos)
    if entity is None or entity.end > state.posMax:
        return False
    if not silent and not _write(state, finds, entity):
        return False
    state.pos = entity.end
    return True


def _write(state: StateInline, finds: _Finds, entity: entities.Entity) -> bool:
    typed = state.src[entity.start : entity.end]
    target = _target(finds, entity)
    if isinstance(entity, entities.Link):
        scheme = state.src[entity.start : state.pos]
        if not state.pending.endswith(scheme):
            return False
        state.pending = state.pending.removesuffix(scheme)
    if target is None or state.linkLevel:
        state.pending += typed
        return True
    kind = _KIND[type(entity)]
    opening = state.push("link_open", "a", 1)
    opening.attrs, opening.info = {"href": target, **kind.attrs}, kind.info
    state.push("text", "", 0).content = typed
    state.push("link_close", "a", -1).info = kind.info
    _note(finds, entity)
    return True


def _target(finds: _Finds, entity: entities.Entity) -> str | None:
    match entity:
        case entities.Link():
            return entity.url
        case entities.Mention():
            return (
                finds.profiles.get(entity.address) if finds.mentions_made < MAX_MENTIONS else None
            )
        case entities.Hashtag():
            return finds.tag_url(entity.name) if finds.tags_made < MAX_HASHTAGS else None


def _note(finds: _Finds, entity: entities.Entity) -> None:
    match entity:
        case entities.Mention():
            finds.mentions_made += 1
            finds.mentions.setdefault(entity.address)
        case entities.Hashtag():
            finds.tags_made += 1
            finds.hashtags.setdefault(entity.key, entity.name)
        case entities.Link():
            pass  # `_with_hosts` notes it, among the labelled ones


def _tell_hosts(state: StateCore) -> None:
    """After every labelled link stands its real host: a label may say anything."""
    for block in state.tokens:
        if block.type == "inline" and block.children:
            block.children = list(_with_hosts(block.children, state.env["finds"]))


def _with_hosts(tokens: Sequence[Token], finds: _Finds) -> list[Token]:
    told: list[Token] = []
    href, label = "", ""
    for token in tokens:
        told.append(token)
        if token.type == "link_open":
            href, label = str(token.attrs["href"]), ""
            if token.info != _OURS:
                finds.links.setdefault(href)
        elif token.type == "link_close":
            if token.info != _OURS:
                told += _host_token(href, label)
        else:
            label += token.content
    return told


def _host_token(href: str, label: str) -> list[Token]:
    host = links.shown_host(href)
    if label in {host, href} and host == links.host_of(href):
        return []
    address = "" if label == href else href
    return [Token("text", "", 0, content=f" ({host})", meta={"address": address})]


def _plain(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type == "inline":
            parts += [_plain_inline(child) for child in token.children or []]
        elif token.type == "fence":
            parts += [token.content, "\n"]
        elif token.type == "list_item_open":
            parts.append(f"{token.info}. " if token.info else "- ")
        elif token.type == "paragraph_close":
            parts.append("\n" if token.hidden else "\n\n")
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            parts.append("\n")
    return clean("".join(parts))


def _plain_inline(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    if token.meta.get("address"):
        return f" ({token.meta['address']})"
    return token.content


def _sign_of(entity: entities.Entity, text: str) -> int:
    # The parser stops at signs, not at letters: an address is noticed at the colon of "https:".
    return text.index(":", entity.start) if isinstance(entity, entities.Link) else entity.start


def _as_typed(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "<p>" + escaped.replace("\n", "<br>") + "</p>"
