"""A child that ends when its parent is gone, however the parent ended."""

from __future__ import annotations

import os
import signal
import threading
import time

PARENT = "NIANGJIA_PARENT"
LOOK_EVERY = 1.0  # seconds
GRACE = 10.0  # seconds between asking this process to end and ending it


def be_parent() -> None:
    """Let the processes that this one starts from now on follow it (see `end_with_parent`)."""
    os.environ[PARENT] = str(os.getpid())


def end_with_parent() -> None:
    """Watch the parent from a thread: once it is gone, ask this process to end, and insist after a grace.

    Does nothing in a process that no `be_parent` process started. A thread that looks, because the kernel's own
    death signal is Linux only and follows the parent's thread, not its process.
    """
    if parent := os.environ.get(PARENT):
        threading.Thread(target=_watch, args=(int(parent),), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
