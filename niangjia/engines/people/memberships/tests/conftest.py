from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from niangjia.engines.people.persons.tests.samples import Office, office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.harness.people import Cast


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Refusals are told apart by their words."""
    with translation.override("en"):
        yield


@pytest.fixture
def desk(cast: Cast) -> Iterator[Office]:
    """The clerk of the mine's union at work; what is asked is rolled back."""
    with office(cast) as at_work:
        yield at_work
