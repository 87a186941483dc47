from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

import pytest

from niangjia.cli.management.commands import serve
from niangjia.cli.supervisor import Child
from tests.harness.house import wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVER = """
import signal, sys, time
from pathlib import Path
def end(*_):
    time.sleep(0.3)
    Path("ended").touch()
    sys.exit()
signal.signal(signal.SIGTERM, end)
Path("started").touch()
time.sleep(60)
"""


@pytest.fixture
def _own_interrupt() -> Iterator[None]:
    before = signal.getsignal(signal.SIGINT)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_own_interrupt")
def test_the_web_server_may_end_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked_to_end(child: Child) -> int:
        wait_until((tmp_path / "started").exists, seconds=20, what="the server starts")
        raise SystemExit(143)

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(serve, "SERVER", [sys.executable, "-c", SERVER])
    monkeypatch.setattr(Child, "wait", asked_to_end)
    with pytest.raises(SystemExit):
        serve._served()
    assert (tmp_path / "ended").exists()
