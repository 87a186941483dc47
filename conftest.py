"""The harness of all tests: a real PostgreSQL, the fixed cast, and what tests share."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from hypothesis import settings

if TYPE_CHECKING:
    import pytest

# A busy machine is no failure; how fast something is, ./do bench says.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

pytest_plugins = [
    "tests.harness.database",
    "tests.harness.people",
    "tests.harness.house",
    "tests.harness.browser",
]
# What waits longest begins first, so that nobody waits for it at the end.
EARLY = ("survival", "long")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order the tests by how early they have to begin; within that as they were found."""
    ranks = {mark: rank for rank, mark in enumerate(EARLY)}
    items.sort(
        key=lambda item: min((ranks.get(mark.name, len(EARLY)) for mark in item.iter_markers()), default=len(EARLY))
    )


def pytest_collection_finish() -> None:
    """What is loaded stays until the end: the collector needn't look at it again and again."""
    gc.collect()
    gc.freeze()
