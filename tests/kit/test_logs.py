from __future__ import annotations

import io
import logging

from carefolk.kit.logs import WordlessFormatter


def _refuse(typed: str) -> None:
    raise ValueError(typed)


def test_a_log_tells_the_class_of_an_error_and_never_its_words():
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(WordlessFormatter("%(levelname)s %(message)s"))
    log = logging.getLogger("carefolk.tests.wordless")
    log.propagate = False
    log.addHandler(handler)
    typed = "a hard night"

    try:
        _refuse(typed)
    except ValueError:
        log.exception("a page failed")

    assert "a page failed" in written.getvalue()
    assert "ValueError" in written.getvalue()
    assert "test_logs.py" in written.getvalue()
    assert typed not in written.getvalue()
