"""Logs without anybody's words."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType


class WordlessFormatter(logging.Formatter):
    """Writes where an error happened and of what class it is, never its message.

    The message of an error may hold what someone typed: a value that did not fit, a row that
    was refused.
    """

    def formatException(  # noqa: N802 - the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        kind, _error, where = ei
        frames = "".join(traceback.format_tb(where)).rstrip()
        return f"{frames}\n{kind.__name__ if kind else 'unknown error'}"
