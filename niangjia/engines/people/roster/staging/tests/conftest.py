from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.totals.recounting import recount
from niangjia.engines.people.unions.models import Union

from .samples import Desk

if TYPE_CHECKING:
    from tests.harness.people import Cast


@pytest.fixture
def desk(cast: Cast) -> Desk:
    """The clerk of the mine, whose totals hold."""
    cast["clerk"]
    wrong_totals()  # the cast is made past the actions
    return Desk(cast)


def wrong_totals() -> int:
    """How many totals differ from a recount."""
    return recount(list(Union.objects.values_list("pk", flat=True)))
