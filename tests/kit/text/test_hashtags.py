from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefolk.kit.text import hashtags


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("#care", ["care"]),
        ("#SocialWorkUK rocks", ["SocialWorkUK"]),
        ("#GofalCymdeithasol #gwŷr #Tŷ", ["GofalCymdeithasol", "gwŷr", "Tŷ"]),
        ("(#care), #home.", ["care", "home"]),
        ("#care's", ["care"]),
        ("#2026care #care2026", ["2026care", "care2026"]),
        ("#देखभाल #ケア #رعاية", ["देखभाल", "ケア", "رعاية"]),
        ("＃care", ["care"]),
        ("#col·lega", ["col·lega"]),
        ("#care·", ["care"]),
        ("#end_of_life", ["end_of_life"]),
        ("#care\n#home", ["care", "home"]),
        ("#" + "a" * 100, ["a" * 100]),
        ("#" + "a" * 101, []),
        ("#2026", []),
        ("#1", []),
        ("#___", []),
        ("#", []),
        ("##care", []),
        ("# care", []),
        ("a#care", []),
        ("ŵ#care", []),
        ("https://a.example/x#care", []),
        ("/#care", []),
        ("&#39;", []),
        ("?q=#care", []),
        ("#️⃣", []),
        ("#\u0301a", []),
    ],
)
def test_hashtags_are_told_from_what_looks_like_them(text, found):
    assert [tag.name for tag in hashtags.find(text)] == found


@pytest.mark.parametrize("name", ["SocialWork", "socialwork", "SOCIALWORK", "ＳｏｃｉａｌＷｏｒｋ"])
def test_one_hashtag_has_one_key_however_it_is_written(name):
    assert hashtags.key(name) == "socialwork"


def test_welsh_letters_are_not_folded_away():
    assert hashtags.key("Gŵyl") == hashtags.key("GW\u0302YL") == "gŵyl"
    assert hashtags.key("gŵyl") != hashtags.key("gwyl")


def test_of_ten_thousand_hashtags_the_first_sixty_count():
    text = " ".join(f"#tag{number}" for number in range(10_000))

    found = list(hashtags.find(text))

    assert len(found) == hashtags.MAX_HASHTAGS == 60
    assert found[-1].name == "tag59"


@given(st.text("#aŵ1_·/ ＃\u0301", max_size=60))
@settings(deadline=None, derandomize=True)
def test_hashtags_stand_in_order_and_have_a_letter(text):
    end = 0
    for tag in hashtags.find(text):
        assert tag.start >= end
        assert text[tag.start + 1 : tag.end] == tag.name
        assert any(letter.isalpha() for letter in tag.name)
        end = tag.end
