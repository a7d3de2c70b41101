"""Nothing hides in strange characters, and marks fall on the author's own."""

import pytest

from carefolk.guard import Context, Kind, Level, check
from carefolk.guard.text import prepare

WORKER = Context(author_role="care worker", audience="members")
NUMBER = "943 476 5919"

DISGUISES = {
    "full-width digits": "９４３ ４７６ ５９１９",
    "zero-width joiners": "9\u200d43 4\u200b76 59\u206019",
    "a direction override": "\u202e943 476\u202c 5919",
    "no-break spaces": "943\u00a0476\u00a05919",
    "arabic-indic digits": "٩٤٣ ٤٧٦ ٥٩١٩",
    "bold mathematical digits": "𝟗𝟒𝟑 𝟒𝟕𝟔 𝟓𝟗𝟏𝟗",
    "long dashes": "943–476–5919",
    "control characters": "943\x00 476\x07 5919",
}


@pytest.mark.parametrize("written", DISGUISES.values(), ids=DISGUISES.keys())
def test_no_disguise_hides_an_nhs_number(written):
    text = f"🙂 My client’s number is {written}, ring them"
    found = [one for one in check(text, WORKER).findings if one.kind is Kind.NHS_NUMBER]
    assert [text[one.start : one.end].strip("\u202c\u202e") for one in found] == [
        written.strip("\u202c\u202e")
    ]
    assert found[0].level is Level.STOP_HARD


@pytest.mark.parametrize("name", ["Ｍｒｓ Ｇｗａｔｋｉｎ", "Mrs Gw\u200batkin", "Мrs Gwatkin"])
def test_no_disguise_hides_a_name(name):
    text = f"Sat with {name} after her stroke"
    found = [one for one in check(text, WORKER).findings if one.kind is Kind.PERSON_CARED_FOR]
    assert [text[one.start : one.end] for one in found] == [name]


def test_offsets_are_code_points_of_the_original():
    text = "👩‍🦽 Siân’s 2½ days: Mrs Gwatkin had a stroke"
    prepared = prepare(text)
    start = prepared.shadow.index("Mrs")
    assert text[slice(*prepared.original_span(start, start + 11))] == "Mrs Gwatkin"


def test_a_fraction_sign_is_no_second_digit():
    assert "21" not in prepare("2½ days").shadow


@pytest.mark.parametrize("text", ["", " ", "🙂", "\x00", "\u200b", "\n\n", "." * 50])
def test_a_text_without_words_is_quiet(text):
    assert check(text, WORKER).findings == ()


def test_a_title_does_not_end_a_sentence():
    assert len(prepare("Saw Mrs. Gwatkin today. She sang.").sentences) == 2
