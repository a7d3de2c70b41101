from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefolk.kit.text import mentions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@asha", ["asha"]),
        ("Hi @Asha, and @bron.", ["asha", "bron"]),
        ("(@asha)", ["asha"]),
        ("@asha's shift", ["asha"]),
        ("@a_b_1!", ["a_b_1"]),
        ("@_asha_", ["_asha_"]),
        ("@rem@elsewhere.example.", ["rem@elsewhere.example"]),
        ("@Rem@Elsewhere.Example", ["rem@elsewhere.example"]),
        ("@r.e-m@elsewhere.example:8443 hi", ["r.e-m@elsewhere.example:8443"]),
        ("@rem@xn--t-mja.example", ["rem@xn--t-mja.example"]),
        ("@asha\n@bron", ["asha", "bron"]),
        ("@asha@", []),
        ("@rem@-x", []),
        ("asha@home.example", []),
        ("name.asha@home.example", []),
        ("https://elsewhere.example/@rem", []),
        ("@", []),
        ("@ asha", []),
        ("@@asha", []),
        ("@ashâ", []),
        ("@" + "a" * 65, []),
        ("a@b", []),
        ("@a@b@c", []),
    ],
)
def test_mentions_are_told_from_what_looks_like_them(text, found):
    assert [mention.address for mention in mentions.find(text)] == found


def test_a_mention_says_where_it_stands():
    [mention] = mentions.find("Hi @Rem@elsewhere.example!")

    assert (mention.start, mention.end) == (3, 25)
    assert (mention.handle, mention.host) == ("rem", "elsewhere.example")


def test_only_the_first_fifty_mentions_count():
    assert len(list(mentions.find("@asha " * 10_000))) == mentions.MAX_MENTIONS


@given(st.text("@a.-_1:é ", max_size=60))
@settings(deadline=None, derandomize=True)
def test_mentions_stand_in_order_and_apart(text):
    end = 0
    for mention in mentions.find(text):
        assert mention.start >= end
        assert text[mention.start] == "@"
        assert text[mention.start + 1 : mention.end].lower() == mention.address
        end = mention.end
