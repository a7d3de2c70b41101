from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefolk.kit.text.prepare import clean, length, strip_hidden

ANY_TEXT = st.text(st.characters(), max_size=60)
TRICKY = st.text(
    st.sampled_from(
        "a9 \n\r\t\u0301\u200d\u200c\u200e\u202e\u2066\ufe0f\u20e3😀👩🏽🏴\U000e0067\U000e007fبक्"
        "\u2028\x00\x85\ufeff#"
    ),
    max_size=30,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Hello \n", "Hello"),
        ("a\r\nb\rc\u2028d\u2029e\x85f\x0bg", "a\nb\nc\nd\ne\nf\ng"),
        ("a\tb", "a\tb"),
        ("nul\x00bell\x07del\x7f", "nulbelldel"),
        ("half \ud83d pair", "half  pair"),
        ("cafe\u0301", "café"),
        ("gw\u0302yr T\u0177", "gŵyr Tŷ"),
        ("99\u200b9 0\u200c0\u200d0 00\u200e18", "999 000 0018"),
        ("9\ufe0f9\ufe0f9", "999"),
        ("pay\u00adload\u2060\ufeff\u034f", "payload"),
        ("user\u202egnp.exe", "usergnp.exe"),
        ("\u2066a\u2069 \u202ab\u202c", "a b"),
        ("\u3164\u115f\uffa0", ""),
        ("\u2800 \xa0\u3000\n\u2800", ""),
        ("⠓⠊⠀⠽⠕⠥⠀", "⠓⠊⠀⠽⠕⠥"),
        ("hi\U000e0068\U000e0069", "hi"),
        ("a" + "\u0301" * 50, "á" + "\u0301" * 4),
    ],
)
def test_what_hides_things_goes(typed, kept):
    assert clean(typed) == kept


@pytest.mark.parametrize(
    "text",
    [
        "👩🏽‍⚕️ 👨‍👩‍👧‍👦 🏳️‍🌈 ❤️‍🔥 ✌🏾 ☕️",
        "🏴󠁧󠁢󠁷󠁬󠁳󠁿 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇬🇧",
        "1️⃣ #️⃣",
        "می\u200cخواهم",
        "क्\u200dष",
        "שלום\u200f!",
        "Llanfairpwllgwyngyll, tŷ, ŵyr, Siân",
        "Zażółć gęślą jaźń — Tiếng Việt",
    ],
)
def test_what_people_write_stays(text):
    assert clean(text) == text


@given(ANY_TEXT | TRICKY)
@settings(deadline=None, derandomize=True, max_examples=400)
def test_cleaning_twice_is_cleaning_once_and_leaves_nothing_hidden(text):
    cleaned = clean(text)

    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not [c for c in cleaned if unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t"]
    cleaned.encode()
    assert cleaned == cleaned.strip()
    assert not set(cleaned) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")


def test_space_around_a_text_stays_when_only_hidden_things_are_to_go():
    assert strip_hidden(" a\u200b ") == " a "


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("hello", 5),
        ("tŷ", 2),
        ("cafe\u0301", 4),
        ("👩🏽‍⚕️", 1),
        ("🏴󠁧󠁢󠁷󠁬󠁳󠁿!", 2),
        ("a\nb", 3),
        ("https://a.example", 23),
        ("see https://a.example/" + "x" * 200 + ".", 4 + 23 + 1),
        ("https://a.example https://b.example", 23 + 1 + 23),
        ("@asha", 5),
        ("@asha@elsewhere.example hi", 5 + 3),
        ("#care", 5),
        ("ftp://a.example", 15),
    ],
)
def test_length_counts_as_people_and_mastodon_do(text, count):
    assert length(text) == count


@given(ANY_TEXT)
@settings(deadline=None, derandomize=True)
def test_length_never_raises(text):
    assert length(text) >= 0
