from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .codes import catch_texts

if TYPE_CHECKING:
    from .codes import Texts


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch, db: None) -> Texts:
    return catch_texts(monkeypatch)
