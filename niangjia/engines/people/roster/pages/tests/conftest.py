from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.roster.staging.tests.conftest import wrong_totals
from niangjia.engines.people.roster.staging.tests.samples import Desk

if TYPE_CHECKING:
    from tests.harness.people import Cast


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """The clerk of the mine, whose totals hold."""
    cast["clerk"]
    wrong_totals()
    return Desk(cast)
