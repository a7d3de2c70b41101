"""Packs are data: validated with file and line, versioned, and spoken to the right people."""

import pytest

from carefolk.guard.keys import CHECKS
from carefolk.guard.packs_loader import WrongPack, parse_pack, rules_for, shipped_packs

HEAD = '[pack]\nid = "x"\nversion = "1"\nbody = "B"\napplies_to = "all"\n'
RULE = (
    '[[rule]]\nid = "x.1"\ntitle = "T"\nwords = "W"\nseverity = 2\nkind = "do"\n'
    'moments = ["write"]\nchecks = ["chk.court"]\nsource = "S"\n'
)
PATTERN = '[[pattern]]\npattern = "elm ward"\ncheck = "chk.mosaic"\nlevel = "caution"\nkind = "PLACE_OF_CARE"\n'


def parsed(text):
    return parse_pack(text, name="x", where="packs/x/rules.toml")


def test_every_shipped_rule_is_one_plain_sentence_or_two():
    rules = [rule for pack in shipped_packs() for rule in pack.rules]
    assert len(rules) == 97
    assert all(len(rule.words.split()) < 25 for rule in rules)
    assert all(rule.source and rule.title for rule in rules)


@pytest.mark.parametrize("check", ["chk.identifiers", "chk.mosaic", "chk.court", "chk.concern"])
@pytest.mark.parametrize(
    ("nation", "register"),
    [("England", "swe"), ("England", ""), ("Scotland", "sssc"), ("Wales", "scw"), ("", "")],
)
def test_the_gravest_checks_rest_on_a_rule_for_everyone(check, nation, register):
    assert rules_for(check, nation=nation, register=register)


def test_every_check_rests_on_some_rule():
    named = {check for pack in shipped_packs() for rule in pack.rules for check in rule.checks}
    assert named == set(CHECKS)


def test_a_rule_of_another_nation_is_not_shown():
    rules = rules_for("chk.identifiers", nation="Scotland", register="sssc")
    assert not [rule for rule in rules if rule.startswith(("swe", "sfc", "scw", "niscc"))]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (HEAD + RULE.replace("severity = 2", "severity = 9"), 10, "severity"),
        (HEAD + RULE.replace("chk.court", "chk.nothing"), 13, "checks"),
        (HEAD + RULE.replace('kind = "do"', 'kind = "maybe"'), 11, "kind"),
        (HEAD + RULE + "colour = 1\n", 15, "colour"),
        (HEAD + RULE.replace('words = "W"\n', ""), 6, "words"),
        (HEAD.replace('id = "x"', 'id = "y"'), 2, "id"),
        (HEAD + PATTERN.replace("elm ward", "elm ("), 7, "pattern"),
        (HEAD + PATTERN.replace("caution", "loud"), 9, "level"),
    ],
)
def test_a_wrong_pack_is_refused_with_file_and_line(text, line, what):
    with pytest.raises(WrongPack, match=rf"packs/x/rules\.toml, line {line}: {what}"):
        parsed(text)


def test_broken_toml_is_refused_with_its_line():
    with pytest.raises(WrongPack, match=r"rules\.toml: .*line 1"):
        parsed("[pack\n")


def test_the_version_changes_with_the_text():
    assert parsed(HEAD + RULE).version != parsed(HEAD + RULE.replace('"W"', '"V"')).version


def test_a_pattern_of_a_pack_is_read():
    pattern = parsed(HEAD + PATTERN).patterns[0]
    assert pattern.pattern.search("on Elm Ward today") is not None
