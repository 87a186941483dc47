from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.journal import record, record_anonymously
from niangjia.engines.journal.connections import OWNER, connected
from niangjia.engines.journal.sealing import sealer

from .samples import CLERK, DID, make, person, seal_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from niangjia.engines.journal.connections import Connection


@pytest.fixture
def home(committed: str, settings: Any, tmp_path: Path) -> Path:
    """A house of the test's own: its key and heads; transactions commit."""
    settings.HOUSE = settings.HOUSE.model_copy(update={"home": tmp_path})
    return tmp_path


@pytest.fixture
def owner(committed: str) -> Iterator[Connection]:
    """The tables' owner, who can do anything."""
    with connected(OWNER) as connection:
        yield connection


@pytest.fixture
def other(committed: str) -> Iterator[Connection]:
    """Another connection as the app's role."""
    with connected("default") as connection:
        yield connection


@pytest.fixture
def journal(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty entries of all kinds under some seals."""
    monkeypatch.setattr(sealer, "MOST", 7)
    for start in range(0, 30, 10):
        make(10, start=start)
        record(CLERK, DID, person(100 + start), union=3)
        record_anonymously(DID, person(200 + start))
        seal_all()
