"""What the guard is told about a text besides its words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """Who writes, where, and to whom.

    Attributes:
        author_role: what the author does, e.g. "care worker", "relative", "organisation page".
        audience: who will read it: everyone, everyone-quietly, members, followers, mentioned,
            private, group, chat (or the words of the labelled set: public, journal).
        nation: England, Scotland, Wales, Northern Ireland, or empty.
        register: the author's body (swe, hcpc, nmc, sssc, scw, niscc), or empty.
        language: BCP 47 tag of the text; the guard checks English only and says so otherwise.
        author_names: names of the author and of their pages: never a person in someone's care.
        member_handles: handles mentioned in the text that belong to members.
        employer: name of the author's employer, or empty.
        town: the author's town, or empty.
        thread: plain texts above this one in the thread, oldest first.
        question: the chat question answered, or empty.
        earlier: the same author's recent published texts, newest first.
        packs: ids of further rulebook packs that apply here.
        is_template: the text comes from one of the place's own templates (vacancy, event, hours).
    """

    author_role: str = ""
    audience: str = "members"
    nation: str = ""
    register: str = ""
    language: str = "en"
    author_names: tuple[str, ...] = ()
    member_handles: tuple[str, ...] = ()
    employer: str = ""
    town: str = ""
    thread: tuple[str, ...] = ()
    question: str = ""
    earlier: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    is_template: bool = False
