from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Refusals are in the language of the moment; pages speak that of whoever looks."""
    with translation.override("en"):
        yield
