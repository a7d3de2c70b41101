"""What a text is about. Topics are no findings; an organisation's approval desk goes by them."""

from __future__ import annotations

from carefolk.guard.patterns import compile_pattern

_TOPICS = {
    "complaint": r"complain\w*|ombudsman|grievance|apolog\w+|compensation",
    "inspection": r"cqc|ofsted|care inspectorate|inspect\w+|rated (?:good|outstanding|inadequate|requires)|rating",
    "death": r"died|dies|death|passed away|passed peacefully|funeral|rip|in memory|condolence\w*|bereave\w*|sleep tight|rest in peace",
    "court": r"court|hearing|judge|tribunal|care order|inquest|trial|proceedings",
    "safeguarding": r"safeguard\w*|abuse\w*|neglect\w*|section 42|lado|whistle\w*|raise (?:a )?concerns?",
    "vacancy": r"vacanc\w+|hiring|recruit\w+|apply|job|jobs|join our team",
    "event": r"event|open day|coffee morning|webinar|conference|workshop|fete|tickets|join us|come along",
    "media": r"journalist|newspaper|press|bbc|itv|reporter|documentary|interview\w*",
    "politics": r"government|minister|election|vote|mp|mps|parliament|council(?:lor)?|budget|policy",
    "incident": r"incident|accident|fire|flood|outbreak|police|missing|assault\w*|injur\w+",
    "children": r"child|children|foster\w*|adopt\w*|looked after|young people|school|kids",
}
_COMPILED = {
    topic: compile_pattern(rf"\b(?:{source})\b", any_case=True) for topic, source in _TOPICS.items()
}


def topics_of(shadow: str) -> frozenset[str]:
    """The topics whose words stand in a text."""
    return frozenset(topic for topic, pattern in _COMPILED.items() if pattern.search(shadow))
