"""The harness of all tests: a real PostgreSQL, the fixed cast, and what tests share."""

from __future__ import annotations

from hypothesis import settings

# A busy machine is no failure; how fast something is, ./do bench says.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

pytest_plugins = [
    "tests.harness.database",
    "tests.harness.people",
    "tests.harness.house",
    "tests.harness.browser",
]
