"""What runs by the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from croniter import croniter  # type: ignore[import-untyped]

from niangjia.foundation.clock import now

Function = Callable[[], None]


@dataclass(frozen=True)
class Entry:
    """A function and when it runs, as a cron line of five fields in Shanghai's time."""

    name: str
    cron: str
    function: Function


_entries: dict[str, Entry] = {}


def periodic(cron: str) -> Callable[[Function], Function]:
    """Let a function without parameters run by the clock, e.g. "23 3 * * *" for every night at 3:23 in Shanghai.

    It runs in one transaction and does what it does as the platform; what takes long starts a job. It must stand
    being run twice. Missed because the house was down, it runs once when the house is back within a day. Raises
    ValueError for a line that is none.
    """
    if len(cron.split()) != 5 or not croniter.is_valid(cron):
        raise ValueError(f"{cron!r} is no cron line of five fields")

    def register(function: Function) -> Function:
        entry = Entry(f"{function.__module__}.{function.__qualname__}", cron, function)
        _entries[entry.name] = entry
        return function

    return register


def clockwork(cron: str) -> Any:
    """An iterator of croniter's that reads the line in Shanghai's time: the moment it is given tells it the zone."""
    return croniter(cron, now())


def entries() -> list[Entry]:
    """Everything that runs by the clock."""
    return list(_entries.values())
