from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefolk.kit import crosscheck
from carefolk.kit.crosscheck import check_handle, handle_key

HANDLES = st.text(string.ascii_lowercase + string.digits + "_", max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("asha", "ASHA"), ("asha", "as_ha"), ("asha", "_asha__"), ("asha", "as.ha"), ("asha", "as-ha"),
        ("mark", "rnark"), ("mark", "r_nark"), ("wendy", "vvendy"), ("bron", "br0n"), ("lily", "1i1y"),
        ("lily", "liiy"), ("bill", "8ill"), ("sam", "5am"), ("tess", "7es5"), ("ann3", "anne"),
        ("asha", "аsha"), ("asha", "ɑsha"), ("asha", "ａｓｈａ"), ("asha", "𝐚𝐬𝐡𝐚"), ("asha", "áshà"),
        ("bron", "brοn"), ("bron", "brоn"), ("paul", "рaul"), ("lily", "lìly"), ("ty_gwyn", "tŷ_gwyn"),
        ("fiona", "ﬁona"), ("asha", "a\u200bsha"),
    ],
)  # fmt: skip
def test_handles_that_look_alike_have_one_key(one, other):
    assert handle_key(one) == handle_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("asha", "asho"), ("asha", "ashaa"), ("asha", "asha2"), ("mark", "nark"), ("bron", "brona"),
        ("sam2", "sam6"), ("sam6", "sam9"), ("anna", "hanna"), ("clare", "dare"), ("wen", "ven"),
    ],
)  # fmt: skip
def test_handles_that_people_tell_apart_have_keys_of_their_own(one, other):
    assert handle_key(one) != handle_key(other)


@given(HANDLES)
@settings(deadline=None, derandomize=True)
def test_a_key_is_its_own_key_and_forgets_case_and_underscores(handle):
    key = handle_key(handle)

    assert handle_key(key) == key
    assert handle_key(handle.upper().replace("_", "__")) == key


@given(st.text(max_size=40))
@settings(deadline=None, derandomize=True)
def test_any_text_has_a_key(text):
    assert isinstance(handle_key(text), str)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("asha", "asha"), (" @Asha ", "asha"), ("a_1", "a_1"), ("x" * 30, "x" * 30),
        ("support_worker", "support_worker"), ("badminton_club", "badminton_club"), ("2nd_shift", "2nd_shift"),
    ],
)  # fmt: skip
def test_a_good_handle_is_kept_in_lower_case(typed, kept):
    assert check_handle(typed) == kept


@pytest.mark.parametrize(
    ("typed", "error", "words"),
    [
        ("", crosscheck.HandleTooShort, "at least 3"),
        ("ab", crosscheck.HandleTooShort, "at least 3"),
        ("@ab", crosscheck.HandleTooShort, "at least 3"),
        ("x" * 31, crosscheck.HandleTooLong, "at most 30"),
        ("x" * 100_000, crosscheck.HandleTooLong, "at most 30"),
        ("tŷ_gwyn", crosscheck.HandleHasOtherCharacters, "a to z"),
        ("аsha", crosscheck.HandleHasOtherCharacters, "a to z"),
        ("as ha", crosscheck.HandleHasOtherCharacters, "a to z"),
        ("as-ha", crosscheck.HandleHasOtherCharacters, "a to z"),
        ("as.ha", crosscheck.HandleHasOtherCharacters, "a to z"),
        ("asha\u202e", crosscheck.HandleHasOtherCharacters, "a to z"),
        ("asha\x00", crosscheck.HandleHasOtherCharacters, "a to z"),
        ("asha\nbron", crosscheck.HandleHasOtherCharacters, "a to z"),
        ("\u212aarl", crosscheck.HandleHasOtherCharacters, "a to z"),  # lower() makes it a k
        ("١٢٣", crosscheck.HandleHasOtherCharacters, "a to z"),
        ("@@asha", crosscheck.HandleHasOtherCharacters, "a to z"),
        ("___", crosscheck.HandleHasNoLetter, "one letter"),
        ("123", crosscheck.HandleHasNoLetter, "one letter"),
        ("admin", crosscheck.HandleReserved, "people who run this place"),
        ("ADMIN", crosscheck.HandleReserved, "people who run this place"),
        ("adm1n", crosscheck.HandleReserved, "people who run this place"),
        ("a_d_m_i_n", crosscheck.HandleReserved, "people who run this place"),
        ("m0derat0r", crosscheck.HandleReserved, "people who run this place"),
        ("rnoderator", crosscheck.HandleReserved, "people who run this place"),
        ("carefolk", crosscheck.HandleReserved, "people who run this place"),
        ("carefolk_help", crosscheck.HandleReserved, "people who run this place"),
        ("the_rnoderator", crosscheck.HandleReserved, "people who run this place"),
        ("settings", crosscheck.HandleReserved, "people who run this place"),
        ("api", crosscheck.HandleReserved, "people who run this place"),
        ("support", crosscheck.HandleReserved, "people who run this place"),
    ],
)
def test_a_handle_that_cannot_be_had_says_why(typed, error, words):
    with pytest.raises(error) as refused:
        check_handle(typed)

    assert words in refused.value.words
    assert refused.value.status == 422


@given(HANDLES)
@settings(deadline=None, derandomize=True)
def test_a_handle_that_was_accepted_is_accepted_again_unchanged(handle):
    try:
        kept = check_handle(handle)
    except crosscheck.BadHandle:
        return
    assert check_handle(kept) == kept
    assert handle_key(kept)
