"""What the guard says about one text, and about whom."""

import pytest

from carefolk.guard import Axis, Context, Kind, Level, MendKind, check

WORKER = Context(author_role="care worker", audience="members")


def by(role, **more):
    return Context(author_role=role, **{"audience": "members", **more})


def strongest(text, context=WORKER):
    order = (Level.NOTE, Level.CAUTION, Level.STOP, Level.STOP_HARD)
    return max((one.level for one in check(text, context).findings), key=order.index, default=None)


QUIET = [
    ("care worker", "Thank you Marcelle for covering my Sunday, you are a star"),
    ("care worker", "Our Shirin from payroll has sorted my holiday pay"),
    ("academic", "Reading Honor Blakeway's paper on night care. Worth your time."),
    ("social worker", "The minister is wrong and this government should be ashamed of the cuts"),
    ("commissioner", "In 2024 we had 1,310 vacancies, 14% of all posts in the county"),
    ("trainer", "Imagine a man of 80 who will not let carers in. What would you do?"),
    ("trainer", "Invented case: Beryl, 88, fell twice last week. Who do you ring?"),
    ("person with lived experience", "I'm 52, I have MS and I hate the word bedbound"),
    ("relative", "My mum did not know me today. I made the tea and we watched the birds."),
    ("organisation page", "We're hiring! Night carer in Ottermere. Ring 01632 960145."),
    ("organisation page", "Open day at Linden Grange, Saturday 10 till 2, 4 Mill Lane, ZX44 9QQ"),
    ("social worker", "Re B-S still matters in every care hearing. Read it again."),
    ("care worker", "Years ago a lady told me to sit down and listen. I still do."),
    ("care worker", "Bus late, feet wet, biscuits gone. Roll on Friday."),
    ("manager", "If you see abuse, tell safeguarding today. You are protected in law."),
    ("social worker", "A2: listen first, write later #CareHour"),
]


@pytest.mark.parametrize(("role", "text"), QUIET)
def test_harmless_posts_are_left_alone(role, text):
    assert strongest(text, by(role, audience="everyone")) in (None, Level.NOTE)


LOUD = [
    ("care worker", "Mr Ravenhall had another seizure at tea", Level.STOP),
    ("care worker", "Mr Ravenhall says my tea is awful", Level.CAUTION),
    ("care worker", "New call at 17 Partridge Close, she can't get to the door", Level.STOP_HARD),
    ("foster carer", "Our Jayden started at Fernhill Academy today", Level.STOP),
    ("social worker", "Court tomorrow in Ottermere, mum still denies the bruises", Level.STOP_HARD),
    ("social worker", "The only deaf farmer in Ottermere is my client", Level.STOP),
    ("care worker", "One of my ladies is 103 and had a stroke yesterday", Level.CAUTION),
    ("youth worker", "Sat in A&E at Kelsbridge Infirmary with one of my girls", Level.STOP),
    ("support worker", "Right bunch of retards today", Level.STOP),
    ("care worker", "I borrowed £50 off one of my clients", Level.STOP),
    ("relative", "I know where you live", Level.STOP),
    ("relative", "My nan Philomena has dementia", Level.CAUTION),
]


@pytest.mark.parametrize(("role", "text", "level"), LOUD)
def test_each_level_is_given_to_what_deserves_it(role, text, level):
    assert strongest(text, by(role)) is level


def test_an_author_is_never_taken_for_somebody_in_care():
    text = "Petronella says hello to everyone"
    assert strongest(text, WORKER) is Level.CAUTION
    assert strongest(text, by("care worker", author_names=("Petronella Marsh",))) is None


def test_a_person_who_said_yes_may_be_named():
    text = "Meet Vernon, who asked us to share his leeks. He read this first."
    assert strongest(text, by("activities coordinator", audience="everyone")) is None


def test_somebody_elses_yes_is_not_the_persons():
    text = "Happy days with Hilda! Her daughter said it's fine to post"
    assert strongest(text, by("organisation page", audience="everyone")) is Level.CAUTION


def test_a_concern_is_answered_with_routes_and_blocks_nothing():
    verdict = check("Only two staff on tonight and nobody is listening", WORKER)
    assert [one.level for one in verdict.findings] == [Level.NOTE]
    assert {mend.kind for mend in verdict.findings[0].mends} == {MendKind.ROUTE}


def test_abuse_received_is_answered_with_help():
    verdict = check("A man has threatened me again, he knows where I live", WORKER)
    assert [one.check for one in verdict.findings] == ["chk.abuse-received"]
    assert verdict.findings[0].mends


def test_a_wide_audience_is_noted_only_beside_another_finding():
    named = "Mr Ravenhall had a seizure"
    wide = check(named, by("care worker", audience="everyone"))
    assert "chk.audience" in {one.check for one in wide.findings}
    assert "chk.audience" not in {one.check for one in check(named, WORKER).findings}
    assert check("Lovely day", by("care worker", audience="everyone")).findings == ()


def test_only_english_is_checked_and_numbers_in_any_language():
    verdict = check("Rhif 943 476 5919 yw ei rif GIG, nhs", by("care worker", language="cy"))
    assert verdict.checked is False
    assert [one.kind for one in verdict.findings] == [Kind.NHS_NUMBER]


def test_rules_come_from_the_authors_own_body():
    text = "Mr Ravenhall had a seizure"
    rules = {
        body: check(text, by("social worker", nation=nation, register=body)).findings[0].rules
        for body, nation in (("swe", "England"), ("nmc", "England"), ("sssc", "Scotland"))
    }
    assert rules["swe"][0] == "swe.1"
    assert rules["nmc"][0] == "nmc.1"
    assert rules["sssc"][0] == "sssc.2"


def test_topics_are_told_and_are_no_findings():
    verdict = check("CQC inspection went well, apply for a job with us", by("organisation page"))
    assert {"inspection", "vacancy"} <= verdict.topics
    assert verdict.findings == ()


def test_the_strongest_finding_comes_first_and_none_repeats_its_words():
    verdict = check("Mrs Gwatkin, NHS number 943 476 5919, had a stroke. Old bag.", WORKER)
    weights = [one.level for one in verdict.findings]
    assert weights[0] is Level.STOP_HARD
    spans = [(one.axis, one.start, one.end) for one in verdict.findings]
    assert len(spans) == len(set(spans))
    assert {one.axis for one in verdict.findings} == {Axis.CONFIDENTIALITY, Axis.CONDUCT}
