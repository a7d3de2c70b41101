from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from carefolk.kit import crypto
from carefolk.kit.errors import NotFound

NOW = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
TOMORROW = NOW + timedelta(hours=24)
KEY = "a key of tests"


@given(st.text(max_size=200))
@hypothesis_settings(deadline=None, derandomize=True)
def test_a_sealed_text_comes_back_and_cannot_be_read(text):
    sealed = crypto.seal(text, purpose="drafts", secret=KEY)

    assert crypto.unseal(sealed, purpose="drafts", secret=KEY) == text
    assert len(text) < 4 or text not in sealed


def test_the_same_text_is_never_sealed_the_same_way_twice():
    assert crypto.seal("x", purpose="drafts") != crypto.seal("x", purpose="drafts")


@pytest.mark.parametrize(
    ("purpose", "secret"), [("journal", KEY), ("drafts", "another key"), ("", KEY)]
)
def test_a_sealed_text_opens_only_for_its_purpose_and_key(purpose, secret):
    sealed = crypto.seal("x", purpose="drafts", secret=KEY)

    with pytest.raises(crypto.CannotUnseal) as refused:
        crypto.unseal(sealed, purpose=purpose, secret=secret)
    assert "has not been deleted" in refused.value.words


@pytest.mark.parametrize(
    "spoil", [lambda s: s[:-4], lambda s: s[::-1], lambda s: "", lambda s: "é"]
)
def test_a_spoiled_text_is_not_opened(spoil):
    sealed = crypto.seal("hello", purpose="drafts")

    with pytest.raises(crypto.CannotUnseal):
        crypto.unseal(spoil(sealed), purpose="drafts")


def test_the_key_of_the_place_is_used_when_no_other_is_given(settings):
    sealed = crypto.seal("x", purpose="drafts")

    assert crypto.unseal(sealed, purpose="drafts", secret=settings.SECRET_KEY) == "x"


def test_a_digest_depends_on_key_purpose_and_every_part():
    digests = [
        crypto.digest("verdict", "ab", "c", secret=KEY),
        crypto.digest("verdict", "a", "bc", secret=KEY),
        crypto.digest("verdict", "abc", secret=KEY),
        crypto.digest("verdict", b"abc", secret=KEY),
        crypto.digest("verdict", "1", secret=KEY),
        crypto.digest("verdict", 1, secret=KEY),
        crypto.digest("verdict", secret=KEY),
        crypto.digest("clearance", "ab", "c", secret=KEY),
        crypto.digest("verdict", "ab", "c", secret="another key"),
    ]

    assert len(set(digests)) == len(digests)
    assert {len(digest) for digest in digests} == {32}
    assert digests[0] == crypto.digest("verdict", "ab", "c", secret=KEY)


def asked(address):
    parts = urlsplit(address)
    return parts.path, dict(parse_qsl(parts.query))


def test_a_signed_address_names_its_viewer_until_it_expires():
    path, query = asked(crypto.sign_address("/media/7.webp", 42, TOMORROW))

    assert path == "/media/7.webp"
    assert crypto.check_address(path, query, now=NOW) == 42
    assert crypto.check_address(path, query, now=TOMORROW - timedelta(seconds=1)) == 42
    with pytest.raises(crypto.AddressExpired):
        crypto.check_address(path, query, now=TOMORROW)


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("/media/8.webp", {}),
        ("/media/7.webp", {"viewer": "43"}),
        ("/media/7.webp", {"viewer": "٤٢"}),
        ("/media/7.webp", {"viewer": "-42"}),
        ("/media/7.webp", {"viewer": "9" * 5000}),
        ("/media/7.webp", {"viewer": ""}),
        ("/media/7.webp", {"until": "99999999999"}),
        ("/media/7.webp", {"until": "x"}),
        ("/media/7.webp", {"sig": ""}),
        ("/media/7.webp", {"sig": "é\ud800"}),
    ],
)
def test_a_changed_address_is_answered_like_one_that_never_was(path, change):
    _path, query = asked(crypto.sign_address("/media/7.webp", 42, TOMORROW))

    with pytest.raises(NotFound) as refused:
        crypto.check_address(path, query | change, now=NOW)
    assert (refused.value.code, refused.value.status) == ("not-found", 404)


def test_an_address_without_a_signature_is_answered_like_one_that_never_was():
    with pytest.raises(NotFound):
        crypto.check_address("/media/7.webp", {}, now=NOW)


def test_an_expired_address_says_no_more_than_a_missing_one():
    assert (crypto.AddressExpired().code, crypto.AddressExpired().words) == (
        NotFound().code,
        NotFound().words,
    )
