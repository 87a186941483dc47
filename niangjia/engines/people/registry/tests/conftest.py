from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.persons.tests.samples import Office, office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.conf import LazySettings

    from tests.harness.people import Cast


@pytest.fixture
def desk(cast: Cast) -> Iterator[Office]:
    """The clerk of the mine's union at work; what is asked is rolled back."""
    with office(cast) as at_work:
        yield at_work


@pytest.fixture(autouse=True)
def kept_apart(settings: LazySettings, tmp_path: Path) -> None:
    """Files of exports go to the test's own folder."""
    settings.MEDIA_ROOT = tmp_path
