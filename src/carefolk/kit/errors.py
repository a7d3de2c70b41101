"""Errors with two faces: a sentence for the person, a code and facts for machines and the log."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CarefolkError(Exception):
    """Something went wrong that a person can understand.

    Subclasses are defined beside the act that raises them and set:
        code: short name for programs.
        status: HTTP status a door answers with.
        passing: True when trying again later can work.
        sentence: what happened and what to do, in plain words; may hold {placeholders},
            filled from the keyword arguments.
    """

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 400
    passing: ClassVar[bool] = False
    sentence: ClassVar[str | Promise] = _("Something went wrong. Please try again.")

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts

    @property
    def words(self) -> str:
        """The sentence in the reader's language."""
        return str(self.sentence).format(**self.facts)

    def __str__(self) -> str:
        # Only the names of facts: their values may be someone's words and must not reach a log.
        return f"{self.code} ({', '.join(sorted(self.facts))})" if self.facts else self.code


class NotFound(CarefolkError):
    """Also raised for what exists but may not be seen: hidden equals absent."""

    code, status = "not-found", 404
    sentence = _("We could not find that. It may have been deleted, or it may not be for you.")


class NotAllowed(CarefolkError):
    code, status = "not-allowed", 403
    sentence = _("You cannot do that here.")


class Invalid(CarefolkError):
    code, status = "invalid", 422
    sentence = _("Some of that could not be used. Please check it and try again.")


class TooOften(CarefolkError):
    code, status, passing = "too-often", 429, True
    sentence = _("You have done that a lot in a short time. You can try again in {wait}.")
