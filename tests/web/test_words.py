"""Every word on a page can be translated: in the pseudo-locale no plain string is left."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils.translation import trans_real

from carefolk.people.choices import LANGUAGES
from tests import cast

PSEUDO = "en-xa"
LETTERS = re.compile(r"[A-Za-z]{2,}")
# What people and operators wrote, and what is a name in every language.
NOT_OURS = re.compile(r"Carefolk|asha|Asha|kett|Kett|bron|Bron|Tarling|NightShift|@\w+|#\w+")


class _Marked(trans_real.DjangoTranslation):
    """Puts each translated string between brackets."""

    def __init__(self) -> None:
        super().__init__("en-gb")

    def gettext(self, message):
        return f"⟦{super().gettext(message)}⟧" if message else message

    def ngettext(self, singular, plural, number):
        return f"⟦{super().ngettext(singular, plural, number)}⟧"

    def pgettext(self, context, message):
        return f"⟦{super().pgettext(context, message)}⟧"

    def to_language(self):
        return PSEUDO


class _Words(HTMLParser):
    """The texts a reader meets: words on the page, and labels read out."""

    SPOKEN = ("aria-label", "alt", "title", "placeholder")

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.skipping = 0

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style", "svg"):
            self.skipping += 1
        for name, value in attrs:
            if name in self.SPOKEN and value:
                self.texts.append(value)

    def handle_endtag(self, tag):
        if tag in ("script", "style", "svg"):
            self.skipping -= 1

    def handle_data(self, data):
        if not self.skipping:
            self.texts.append(data)


def unmarked(html: str) -> list[str]:
    words = _Words()
    words.feed(html)
    whole = "\x00".join(words.texts)
    # Brackets may open in one text and close in another: links stand inside sentences.
    while "⟦" in whole:
        fewer = re.sub(r"⟦[^⟦⟧]*⟧", "", whole)
        if fewer == whole:
            break
        whole = fewer
    # A language is named as its speakers name it, in every language of the page.
    for language in LANGUAGES.values():
        whole = whole.replace(str(language), "")
    rest = NOT_OURS.sub("", whole)
    return [text.strip() for text in rest.split("\x00") if LETTERS.search(text)]


@pytest.fixture
def pseudo(monkeypatch, settings):
    settings.LANGUAGES = [*settings.LANGUAGES, (PSEUDO, "Pseudo")]
    settings.LANGUAGE_CODE = PSEUDO
    marked = _Marked()
    monkeypatch.setattr(trans_real, "translation", lambda language: marked)
    monkeypatch.setattr(trans_real, "_active", trans_real.Local())
    monkeypatch.setattr(trans_real, "_default", None)


def test_the_check_itself_finds_a_plain_string():
    assert unmarked("<p>⟦Hello⟧ plain words</p>") == ["plain words"]


PUBLIC = ["/", "/place", "/help/concerns/", "/help/rules/", "/account/login/", "/nowhere"]
OWN = [
    "/settings/",
    "/settings/profile/",
    "/settings/safety/",
    "/settings/look/",
    "/welcome/1/",
    "/home",
    "/write",
    "/write/drafts",
    "/alerts/",
    "/place",
    "/tags/NightShift",
]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_for_everyone_has_no_untranslatable_words(pseudo, path):
    html = Client().get(path).content.decode()

    assert html.count("⟦") > 3
    assert unmarked(html) == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", OWN)
def test_a_page_for_members_has_no_untranslatable_words(path, pseudo):
    asha = cast.member("asha", "Asha Kett")
    client = Client()
    client.force_login(asha.user)

    html = client.get(path).content.decode()

    assert html.count("⟦") > 3
    assert unmarked(html) == []


@pytest.mark.django_db
def test_a_reader_of_welsh_is_met_in_welsh():
    html = Client(headers={"Accept-Language": "cy"}).get("/").content.decode()

    assert '<html lang="cy"' in html
    assert "Ymuno" in html
