from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

import pytest

from niangjia.foundation.web.traceless import TracelessFilter

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any logger writes, as the house's log would have it and louder."""
    heard, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(heard), root.level
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s %(args)s"))
    handler.addFilter(TracelessFilter())
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    silenced = logging.getLogger("django.db.backends")
    silenced.setLevel(logging.INFO)  # the statements of this test itself
    yield heard
    root.removeHandler(handler)
    root.setLevel(level)
