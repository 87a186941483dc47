from __future__ import annotations

from contextlib import contextmanager
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from niangjia.engines.matters.core import versions
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import SHANGHAI, travelled

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def fresh_versions() -> None:
    """Ids of versions begin anew when a test empties the database; what a process knows of them does not."""
    versions._by_id.clear()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Verbs refuse in the language of the moment; pages speak that of whoever looks."""
    with translation.override("en"):
        yield


@pytest.fixture
def whole_city(db: None) -> Iterator[None]:
    """For tests that look at rows and not at who may see them."""
    with everywhere(PLATFORM, "a test"):
        yield


@contextmanager
def on(day: str) -> Iterator[None]:
    """It is noon of that day of 2025 ("09-26")."""
    found = date.fromisoformat(f"2025-{day}")
    with travelled(to=datetime.combine(found, time(12), SHANGHAI)):
        yield
