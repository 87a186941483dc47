from __future__ import annotations

import logging
import sys

from niangjia.foundation.web.logs import PlaceFormatter

PHONE = "13800138000"


def _fail() -> None:
    try:
        raise KeyError(PHONE)
    except KeyError as error:
        raise ValueError(f"Key (phone)=({PHONE}) already exists") from error


def test_an_error_is_logged_by_place_and_class_and_never_by_its_text() -> None:
    try:
        _fail()
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", None, sys.exc_info())
    line = PlaceFormatter("%(message)s").format(record)
    assert "ValueError" in line
    assert "caused by KeyError" in line
    assert "test_logs.py" in line
    assert PHONE not in line
