"""One table of hits and near misses for each recogniser, and its worst case at 100 kB."""

import pytest

from carefolk.guard.context import Context
from carefolk.guard.reading import read
from carefolk.guard.recognisers import (
    address,
    age,
    case_reference,
    circumstance,
    date_of_birth,
    day_time,
    email,
    handle,
    health,
    national_insurance,
    nhs_number,
    person_name,
    phone,
    place,
    postcode,
    role_words,
    vehicle,
)
from carefolk.guard.text import prepare

TABLE = [
    (nhs_number, "her number is 943 476 5919", ["943 476 5919"]),
    (nhs_number, "9434765919\n9434765870", ["9434765919", "9434765870"]),
    (nhs_number, "943-476-5918 has the wrong check digit", []),
    (nhs_number, "1111111111", []),
    (nhs_number, "call 0943476591 now", []),
    (national_insurance, "NI no QQ 12 34 56 C please", ["QQ 12 34 56 C"]),
    (national_insurance, "qq123456c", ["qq123456c"]),
    (national_insurance, "QQ 12 34 56 E", []),
    (postcode, "he lives at ZX44 9QQ now", ["ZX44 9QQ"]),
    (postcode, "zx4 9qq", ["zx4 9qq"]),
    (postcode, "ZX449QQ", ["ZX449QQ"]),
    (postcode, "A1 2nd and B2 1st", []),
    (postcode, "zx449qq in small letters without a space", []),
    (phone, "ring 07700 900321.", ["07700 900321"]),
    (phone, "+44 7700 900321", ["+44 7700 900321"]),
    (phone, "(01632) 960145", ["(01632) 960145"]),
    (phone, "call 116 123 or 0300 123 0000", []),
    (phone, "ref 0123456789012345", []),
    (email, "write to ron.t@mail.example today", ["ron.t@mail.example"]),
    (email, "bex dot hollis at mailbox dot com", ["bex dot hollis at mailbox dot com"]),
    (email, "@asha@social.example", []),
    (email, "look at dot to dot puzzles", []),
    (address, "at 17 Partridge Close, round the back", ["17 Partridge Close"]),
    (address, "Flat 3, 22 Mallard Rise", ["Flat 3, 22 Mallard Rise"]),
    (address, "9 rosewood avenue", ["9 rosewood avenue"]),
    (address, "The Old Mill House, Thornby Green", ["The Old Mill House, Thornby Green"]),
    (address, "keysafe is 4471", ["4471"]),
    (address, "5 a day is one way to go", []),
    (address, "24 hours on the road", []),
    (date_of_birth, "dob 04/11/1951", ["04/11/1951"]),
    (date_of_birth, "born on 4 November 1951", ["4 November 1951"]),
    (date_of_birth, "Marsh, 17.02.1949, new referral", ["17.02.1949"]),
    (date_of_birth, "we opened on 4 November 1951", []),
    (case_reference, "police ref PX-77120 for this", ["PX-77120"]),
    (case_reference, "case number 558210", ["558210"]),
    (case_reference, "ethics ref 27/11488", []),
    (case_reference, "the case in 2019 changed the law", []),
    (vehicle, "a silver one, YB64 KWT, left at ten", ["YB64 KWT"]),
    (vehicle, "his car is yb64 kwt", ["yb64 kwt"]),
    (vehicle, "yb64 kwt says nothing alone", []),
    (handle, "her snap is @lil.jay08 now", ["@lil.jay08"]),
    (handle, "mail me@home.example", []),
    (age, "a 94-year-old man", ["94-year-old"]),
    (age, "aged six and furious", ["aged six"]),
    (age, "she's 97, and sharp", ["97"]),
    (age, "I'm 44 and tired", []),
    (age, "24 hours of it", []),
    (age, "for 12 years I worked nights", []),
    (day_time, "on Tuesday morning we left", ["on Tuesday morning"]),
    (day_time, "every Tuesday we bake", []),
    (day_time, "Sundays are quiet", []),
    (place, "moved to Linden Grange", ["Linden Grange"]),
    (place, "in Ottermere today", ["Ottermere"]),
    (place, "the Care Act and Skills for Care", []),
    (place, "in March and on Friday", []),
    (person_name, "with Mrs Gwatkin again", ["Mrs Gwatkin"]),
    (person_name, "a night with Mrs P and her crossword", ["Mrs P"]),
    (person_name, "kayleigh had another seizure", ["kayleigh"]),
    (person_name, "Took Oluwaseun to the baths", ["Oluwaseun"]),
    (person_name, "Ibrahim Toure came", ["Ibrahim Toure"]),
    (person_name, "mrs jones refused", ["mrs jones"]),
    (person_name, "J.M. refused meds", ["J.M."]),
    (person_name, "I miss you and May is cold", []),
    (person_name, "Paddington and Bowlby", ["Paddington", "Bowlby"]),
    (role_words, "my client said so", ["my client"]),
    (role_words, "one of our ladies sang", ["one of our ladies"]),
    (role_words, "residents in general", []),
    (circumstance, "a retired lighthouse keeper", ["retired lighthouse keeper"]),
    (circumstance, "the only wheelchair user here", ["the only wheelchair user"]),
    (circumstance, "the only way is up", []),
    (health, "after his stroke", ["stroke"]),
    (health, "a stroll in the park", []),
]


@pytest.mark.parametrize(("recogniser", "text", "found"), TABLE)
def test_a_recogniser_marks_what_it_should_and_nothing_else(recogniser, text, found):
    prepared = prepare(text)
    marks = sorted(recogniser.find(prepared), key=lambda mark: mark.start)
    assert [prepared.shadow[mark.start : mark.end] for mark in marks] == found


NEAR_MISSES = {
    nhs_number: "943 476 591 ",
    national_insurance: "QQ 12 34 56 ",
    postcode: "ZX44 9Q",
    phone: "07700 90032 ",
    email: "a.b.c.d.e@",
    address: "17 Partridge Partridge ",
    date_of_birth: "born born on the 04/11/",
    case_reference: "case reference number ref ref: ",
    vehicle: "car yb64 kw ",
    handle: "her snap her snap is ",
    age: "in his late in his early ",
    day_time: "last at half at half ",
    place: "in The The St The ",
    person_name: "Mrs mrs with J. ",
    role_words: "the lovely old lady lady one of my ",
    circumstance: "the one with the man who used to be ",
    health: "refused refus bed sor ",
}


@pytest.mark.parametrize("recogniser", list(NEAR_MISSES), ids=lambda one: one.__name__)
def test_a_hundred_kilobytes_of_near_misses_are_read_to_the_end(recogniser):
    text = (NEAR_MISSES[recogniser] * (100_000 // len(NEAR_MISSES[recogniser]) + 1))[:100_000]
    for mark in recogniser.find(prepare(text)):
        assert 0 <= mark.start < mark.end <= len(text)


def test_ten_thousand_names_are_read_to_the_end():
    reading = read("Doreen and Percy, " * 5_000, Context(author_role="care worker"))
    assert len(reading.people) == 10_000
