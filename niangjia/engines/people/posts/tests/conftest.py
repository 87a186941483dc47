from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def whole_city(db: None) -> Iterator[None]:
    """For tests that look at records themselves and not at who may see them."""
    with everywhere(PLATFORM, "a test"):
        yield
