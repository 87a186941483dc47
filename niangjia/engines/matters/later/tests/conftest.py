from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.limits.tests.conftest import fresh_versions, in_english, whole_city

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    """A folder of files of the test's own."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


__all__ = ["folder", "fresh_versions", "in_english", "whole_city"]
