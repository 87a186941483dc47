"""Ties the child's hands before it sees a byte of the file."""

from __future__ import annotations

import resource
import signal

from niangjia.foundation.lifeline import end_with_parent

from . import limits


def tie_hands() -> None:
    """Limit memory, processor, time, files and processes; follow the parent into its end."""
    end_with_parent()  # needs a thread, which the last limit forbids
    signal.alarm(limits.WALL)  # ends the process by itself, also while a library holds it
    for what, most in (
        (resource.RLIMIT_AS, limits.MEMORY),
        (resource.RLIMIT_CPU, limits.CPU),
        (resource.RLIMIT_FSIZE, 64 << 10),  # the last words
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))


def first_word() -> None:
    """From now on the one who listens decides how long it may take."""
    signal.alarm(0)
