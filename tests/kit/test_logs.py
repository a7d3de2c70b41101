from __future__ import annotations

import io
import logging

from carefolk.kit.logs import WordlessFormatter


def test_a_log_tells_the_class_of_an_error_and_never_its_words():
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(WordlessFormatter("%(levelname)s %(message)s"))
    log = logging.Logger("test", logging.ERROR)
    log.addHandler(handler)

    try:
        raise ValueError("what someone typed at night")
    except ValueError:
        log.exception("a page failed")

    assert "a page failed" in written.getvalue()
    assert "ValueError" in written.getvalue()
    assert "test_logs.py" in written.getvalue()
    assert "at night" not in written.getvalue()
