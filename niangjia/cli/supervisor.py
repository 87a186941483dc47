"""Keeps child processes alive, and ends them together."""

from __future__ import annotations

import signal
import subprocess
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

STOP_GRACE = 15.0  # seconds from asking to insisting
ENDINGS, WITHIN = 5, 60.0  # so many endings in so many seconds are no accident any more


class Stopped(Exception):
    """A child ends again and again; the message names it."""


class Child:
    """One child process that is started again whenever it ends, with growing pauses."""

    def __init__(self, name: str, command: Sequence[str], say: Callable[[str], None]) -> None:
        self.name, self._command, self._say = name, list(command), say
        self._process: subprocess.Popen[bytes] | None = None
        self._endings: list[float] = []
        self._start_at = 0.0

    def start(self) -> None:
        # Its own session: a terminal's Ctrl-C reaches the parent alone, which then ends the children in order.
        self._process = subprocess.Popen(self._command, start_new_session=True)

    def wait(self) -> int:
        """Wait for its end; its exit code. For a child that is started once and not looked after."""
        assert self._process is not None, "start it first"  # noqa: S101
        return self._process.wait()

    def look_after(self) -> None:
        """Start the child again if it ended and its pause is over. Raises Stopped when that is hopeless."""
        if self._process is None:
            if time.monotonic() >= self._start_at:
                self.start()
        elif (code := self._process.poll()) is not None:
            self._ended(code)

    def _ended(self, code: int) -> None:
        moment = time.monotonic()
        self._endings = [*(then for then in self._endings if moment - then < WITHIN), moment]
        if len(self._endings) >= ENDINGS:
            raise Stopped(f"The {self.name} ended {ENDINGS} times within a minute; see its messages above.")
        pause = 2.0 ** (len(self._endings) - 1) / 2
        self._say(f"The {self.name} ended ({_reason(code)}); starting it again.")
        self._process, self._start_at = None, moment + pause

    def ask_to_stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def insist(self, *, until: float) -> None:
        """Wait for the end until that monotonic moment, then kill."""
        if self._process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, until - time.monotonic()))
            return
        self._process.kill()
        self._process.wait()


def stop_all(children: Sequence[Child]) -> None:
    """Ask all to stop at once, then wait for each."""
    for child in children:
        child.ask_to_stop()
    until = time.monotonic() + STOP_GRACE
    for child in children:
        child.insist(until=until)


def _reason(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"
