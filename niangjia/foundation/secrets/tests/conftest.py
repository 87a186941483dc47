from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.foundation.keys import ensure_pair
from niangjia.foundation.secrets import KeyRing, Vault

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one pair of keys."""
    ensure_pair(tmp_path)
    return tmp_path


@pytest.fixture
def vault(folder: Path) -> Vault:
    return Vault(KeyRing(folder))
