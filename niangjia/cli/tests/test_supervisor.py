from __future__ import annotations

import sys
import time

import pytest

from niangjia.cli.supervisor import Child, Stopped, stop_all


def _silent(sentence: str) -> None:
    pass


def test_a_child_that_ends_is_started_again() -> None:
    said: list[str] = []
    child = Child("sleeper", [sys.executable, "-c", "import time; time.sleep(60)"], said.append)
    child.start()
    assert child._process
    child._process.kill()
    child._process.wait()
    child.look_after()
    assert said == ["The sleeper ended (SIGKILL); starting it again."]
    time.sleep(0.6)
    child.look_after()
    assert child._process.poll() is None
    stop_all([child])
    assert child._process.poll() is not None


def test_a_child_that_ends_at_once_again_and_again_is_given_up() -> None:
    child = Child("failing", [sys.executable, "-c", "raise SystemExit(3)"], _silent)
    child.start()
    with pytest.raises(Stopped, match="failing ended 5 times"):
        for _ in range(400):
            child.look_after()
            child._start_at = 0.0
            time.sleep(0.02)


def test_a_child_that_ignores_being_asked_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("niangjia.cli.supervisor.STOP_GRACE", 0.5)
    code = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    child = Child("stubborn", [sys.executable, "-c", code], _silent)
    child.start()
    time.sleep(0.5)
    stop_all([child])
    assert child._process
    assert child._process.returncode == -9
