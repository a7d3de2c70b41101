"""Sentences of no particular person, put together to many texts for large places."""

from __future__ import annotations

from itertools import product

_OPENINGS = (
    "Good morning from the early shift.",
    "A quiet night, and time to think.",
    "Back from a training day.",
    "Five minutes between two visits.",
    "Handover done, tea in hand.",
    "A long week, and a good one.",
)
_MIDDLES = (
    "I have learned to ask first and to wait for the answer.",
    "A warm room and a choice of towels change everything.",
    "Our team reads the care plan together now, and it shows.",
    "Paid travel time would keep more people in this work.",
    "Small choices are the big ones: when to get up, what to wear, what to eat.",
    "A good question at the end of a handover finds more than any form.",
    "I write three lines of reflection a day, and they add up.",
    "The new hoist is easier to use than the old one, and quieter too.",
)
_ENDS = (
    "What works for you?",
    "Thank you to everyone who taught me. #ThankYou",
    "More of this, please. #Learning",
    "**Time** is a form of respect. #CareChat",
    "I would like to hear how others do it.",
    "There is a good guide at https://learning.example/guides/dignity for those who like to read.",
)


def every_text() -> list[str]:
    """All of them, in a lasting order."""
    return [" ".join(sentences) for sentences in product(_OPENINGS, _MIDDLES, _ENDS)]
