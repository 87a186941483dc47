"""The harness of all tests: a real PostgreSQL, the fixed cast, and what tests share."""

from __future__ import annotations

pytest_plugins = [
    "tests.harness.database",
    "tests.harness.people",
    "tests.harness.house",
    "tests.harness.browser",
]
