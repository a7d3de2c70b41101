"""The few template tags of the frame: styles, icons, and what an avatar shows without a picture."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

register = template.Library()

# In the order of the cascade: tokens first, the smallest parts last.
STYLES = ("tokens", "base", "layout", "controls", "status", "composer", "parts")
TINTS = 6
# Addresses by name, so that a room may move its pages; words, and a small drawing beside them.
NAVIGATION = (
    ("home", "home", _("Home")),
    ("this_place", "place", _("This place")),
    ("alerts", "alerts", _("Alerts")),
    ("write", "write", _("Write")),
    ("you", "you", _("You")),
)
# The words of each audience: value of posts.models.Audience, label, hint, sentence when chosen.
AUDIENCES = (
    (
        "members",
        _("Members of this place"),
        _("Only people who have joined and signed in."),
        _("Only members of %(place)s will see this."),
    ),
    (
        "everyone",
        _("Everyone on the internet"),
        _("Also people without an account, and search engines."),
        _("Everyone on the internet can see this."),
    ),
    (
        "everyone-quietly",
        _("Everyone, but quietly (not in lists or search)"),
        _("Anyone with the link, and your followers."),
        _("Anyone can see this, but it is not in lists or search."),
    ),
    (
        "followers",
        _("My followers"),
        _("People who follow you now."),
        _("Only the people who follow you will see this."),
    ),
    (
        "mentioned",
        _("Only the people I mention"),
        _("Write @ and their name in your post."),
        _("Only the people you mention with @ will see this."),
    ),
    ("private", _("Only me"), _("Nobody else can see it."), _("Only you will see this.")),
)


@register.simple_tag
def stylesheets() -> SafeString:
    """The links to every style sheet of the house, in order."""
    return format_html_join(
        "\n", '<link rel="stylesheet" href="{}">', ((static(f"css/{name}.css"),) for name in STYLES)
    )


@register.simple_tag
def script(name: str) -> SafeString:
    """A deferred script of the house. Every page also works when it never arrives."""
    return format_html('<script defer src="{}"></script>', static(f"js/{name}.js"))


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small drawing, hidden from screen readers: words always stand beside it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("icons/sprite.svg"),
        name,
    )


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry of the main navigation."""

    key: str
    icon: str
    label: str | Promise
    url: str


@register.simple_tag
def navigation() -> list[NavigationItem]:
    """The main navigation, in order; pages a place lacks are left out."""
    items = []
    for key, drawing, label in NAVIGATION:
        try:
            items.append(NavigationItem(key, drawing, label, reverse(key)))
        except NoReverseMatch:
            continue
    return items


@register.filter
def initial(name: str) -> str:
    """The first letter or digit of a name, for an avatar without a picture."""
    return next((sign.upper() for sign in name if sign.isalnum()), "·")


@register.filter
def tint(name: str) -> int:
    """A colour number from 1 to 6 that stays the same for a name on every page."""
    return crc32(name.encode()) % TINTS + 1


@dataclass(frozen=True, slots=True)
class AudienceChoice:
    """One line of the audience picker; `sentence` stands above the button once it is chosen."""

    value: str
    label: str | Promise
    hint: str | Promise
    sentence: str
    chosen: bool


@register.simple_tag
def audience_choices(
    value: str, allowed: list[str] | None, place_name: str, *, private: bool | None
) -> list[AudienceChoice]:
    """The audiences a person may choose from, the usual one first.

    Args:
        value: the audience chosen now; the usual one when empty.
        allowed: the values to offer; all but `private` when None.
        place_name: the name of the place, for the sentence.
        private: also offer "Only me".
    """
    offered = allowed or [key for key, *_words in AUDIENCES if private or key != "private"]
    chosen = value or offered[0]
    return [
        AudienceChoice(
            value=key,
            label=label,
            hint=hint,
            sentence=str(sentence) % {"place": place_name or "Carefolk"},
            chosen=key == chosen,
        )
        for key, label, hint, sentence in AUDIENCES
        if key in offered
    ]


@register.simple_tag
def bound_field(field: BoundField) -> SafeString:
    """A Django form field with label, hint and error, joined for screen readers.

    Args:
        field: the bound field; its widget keeps its own attributes.
    """
    hint_id, error_id = f"{field.id_for_label}-hint", f"{field.id_for_label}-error"
    kind = _kind_of(field)
    attrs: dict[str, str | bool] = {
        "class": "input",
        "aria-describedby": " ".join(
            name
            for name, needed in ((error_id, field.errors), (hint_id, field.help_text))
            if needed
        ),
        "aria-invalid": "true" if field.errors else "",
    }
    attrs = {name: text for name, text in attrs.items() if text}
    if kind == "check":
        del attrs["class"]
    facts = {
        "field": field,
        "kind": kind,
        "control": "" if kind == "group" else field.as_widget(attrs=attrs),
        "id": field.id_for_label,
        "hint_id": hint_id,
        "error_id": error_id,
        "optional": not field.field.required,
    }
    return render_to_string("components/bound_field.html", facts)


def _kind_of(field: BoundField) -> str:
    widget = field.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "group"
    return "check" if isinstance(widget, CheckboxInput) else "line"
