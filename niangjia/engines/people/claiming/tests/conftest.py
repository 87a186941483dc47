from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.foundation.access.tests.codes import catch_texts

if TYPE_CHECKING:
    from niangjia.foundation.access.tests.codes import Texts


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch, db: None) -> Texts:
    return catch_texts(monkeypatch)
