from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from niangjia.foundation.keys import KeyFileError
from niangjia.foundation.secrets.house import vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_vault() -> Iterator[None]:
    vault.cache_clear()
    yield
    vault.cache_clear()


def test_a_demo_makes_its_keys(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "HOUSE", SimpleNamespace(keys=tmp_path, production=False))
    assert vault().key_ids == [1]


def test_production_refuses_to_make_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "HOUSE", SimpleNamespace(keys=tmp_path, production=True))
    with pytest.raises(KeyFileError, match="no keys"):
        vault()
