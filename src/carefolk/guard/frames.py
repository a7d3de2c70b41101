"""What kind of text it is: things that make the same words harmless.

A labelled training case, a citation, an advert, a statistic, a hypothetical, one's own story, a
thank-you: each frame is one predicate over the whole text, with its cues in one place.
"""

from __future__ import annotations

from dataclasses import dataclass

from carefolk.guard.patterns import cues
from carefolk.guard.text import Prepared

#: Frames whose lists write out their own edges, because signs stand there, not words.
_OWN_EDGES = frozenset(["case_law", "counts", "chat_answer", "own_family"])
_NAMES = (
    "invented",
    "promotes",
    "cites",
    "case_law",
    "counts",
    "praises",
    "staff",
    "consented",
    "assumed",
    "long_ago",
    "about_self",
    "public_life",
    "chat_answer",
    "own_family",
    "generic",
)
_COMPILED = {
    name: cues(
        f"frames_{name}",
        before="" if name in _OWN_EDGES else r"\b",
        after="" if name in _OWN_EDGES else r"\b",
        any_case=name != "case_law",
    )
    for name in _NAMES
}

_GROUPS = {
    "child": (
        "foster",
        "child",
        "youth",
        "family support",
        "residential child",
        "adoption",
        "school",
        "early years",
        "nursery",
    ),
    "relative": ("relative", "unpaid", "family carer", "parent", "daughter", "son ", "kinship"),
    "lived": (
        "lived experience",
        "draws on",
        "service user",
        "care leaver",
        "care-experienced",
        "person who",
    ),
    "organisation": ("organisation", "page", "provider", "charity", "employer"),
    "outside": (
        "academic",
        "trainer",
        "commissioner",
        "journalist",
        "research",
        "lecturer",
        "policy",
        "councillor",
        "other",
        "practice educator",
    ),
}


@dataclass(frozen=True, slots=True)
class Frames:
    """Which frames a text has, and which group its author belongs to."""

    invented: bool
    promotes: bool
    cites: bool
    case_law: bool
    counts: bool
    praises: bool
    staff: bool
    consented: bool
    assumed: bool
    long_ago: bool
    about_self: bool
    public_life: bool
    chat_answer: bool
    own_family: bool
    generic: bool
    group: str

    @property
    def works_in_care(self) -> bool:
        """Whether he and she, from this author, may well be a person in care."""
        return self.group in ("worker", "child")


def read_frames(prepared: Prepared, author_role: str) -> Frames:
    """Recognise the frames of a text by an author with this role."""
    seen = {
        name: pattern.search(prepared.shadow) is not None for name, pattern in _COMPILED.items()
    }
    return Frames(**seen, group=group_of(author_role))


def group_of(author_role: str) -> str:
    """The group of an author: child, relative, lived, organisation, outside or worker."""
    role = author_role.lower()
    for group, parts in _GROUPS.items():
        if any(part in role for part in parts):
            return group
    return "worker"


def has_frame(name: str, text: str) -> bool:
    """Whether one frame's cues stand in a piece of text."""
    return _COMPILED[name].search(text) is not None
