"""Keyset pages by id, as Mastodon's lists page: a cursor, never a page number.

Source: Mastodon API guidelines, pagination: `max_id` older than, `since_id` newer than (newest
first), `min_id` directly newer than.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from carefolk.kit.errors import Invalid

DEFAULT_LIMIT, MOST = 20, 80
BIGGEST_ID = 2**63 - 1

T = TypeVar("T")
M = TypeVar("M", bound=Model)


class BadPage(Invalid):
    code = "bad-page"
    sentence = _("That page address is not right. Please go back to the start of the list.")


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is wanted. Made by `window`; ids are within 64 bits."""

    max_id: int | None = None
    since_id: int | None = None
    min_id: int | None = None
    limit: int = DEFAULT_LIMIT


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page, newest first.

    Attributes:
        items: what stands on it.
        older: the `max_id` of the next page back in time; None at the end of the list.
        newer: the `min_id` for what is newer than this page; None when the page is empty.
    """

    items: tuple[T, ...]
    older: int | None
    newer: int | None


def window(
    max_id: str | int | None = None,
    since_id: str | int | None = None,
    min_id: str | int | None = None,
    limit: str | int | None = None,
    *,
    default: int = DEFAULT_LIMIT,
    most: int = MOST,
) -> Window:
    """Read a page's query. Empty means not given; too big or too small is brought in bounds.

    Raises:
        BadPage: something that is not a whole number.
    """
    count = _number(limit)
    return Window(
        max_id=_id(max_id),
        since_id=_id(since_id),
        min_id=_id(min_id),
        limit=default if count is None else max(1, min(count, most)),
    )


def take(queryset: QuerySet[M], window: Window, *, by: str = "id") -> Page[M]:
    """One page of a queryset in one query.

    Args:
        queryset: filtered as wanted; its order is replaced.
        window: which part.
        by: the unique, time-ordered 64-bit field to page by.
    """
    chosen = queryset
    if window.max_id is not None:
        chosen = chosen.filter(**{f"{by}__lt": window.max_id})
    if window.since_id is not None:
        chosen = chosen.filter(**{f"{by}__gt": window.since_id})
    if window.min_id is not None:
        chosen = chosen.filter(**{f"{by}__gt": window.min_id})
    rows = list(chosen.order_by(by if is_upward(window) else f"-{by}")[: window.limit + 1])
    return page(rows, window, ids=[getattr(row, by) for row in rows])


def is_upward(window: Window) -> bool:
    """Whether rows must be read oldest first: `min_id` asks for those directly after it."""
    return window.min_id is not None


def page(rows: Sequence[T], window: Window, *, ids: Sequence[int]) -> Page[T]:
    """Make a page of rows that were read with one more than the limit.

    Args:
        rows: newest first, or oldest first when `is_upward(window)`.
        window: which part was asked for.
        ids: the cursor of each row, in the same order.
    """
    more = len(rows) > window.limit
    kept = list(zip(rows, ids, strict=True))[: window.limit]
    if is_upward(window):
        kept.reverse()
        more = True  # the row it starts from, at least, is older
    return Page(
        items=tuple(row for row, _id_of_row in kept),
        older=kept[-1][1] if kept and more else None,
        newer=kept[0][1] if kept else None,
    )


def _id(written: str | int | None) -> int | None:
    number = _number(written)
    return None if number is None else max(0, min(number, BIGGEST_ID))


def _number(written: str | int | None) -> int | None:
    if written is None or written == "":
        return None
    if isinstance(written, int):
        return written
    digits = written.strip().removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        raise BadPage
    # Longer than any id; int() itself refuses thousands of digits.
    value = int(digits) if len(digits) <= 20 else BIGGEST_ID
    return -value if written.strip().startswith("-") else value
