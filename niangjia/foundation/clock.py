"""The one clock of the house. Nothing else reads the time; a lint rule refuses it."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

SHANGHAI = ZoneInfo("Asia/Shanghai")
_offset: ContextVar[timedelta] = ContextVar("clock_offset", default=timedelta())


def now() -> datetime:
    """The present moment, aware, in Asia/Shanghai."""
    return datetime.now(SHANGHAI) + _offset.get()  # noqa: TID251 - the one place


def today() -> date:
    """The present day in Asia/Shanghai."""
    return now().date()


@contextmanager
def travelled(*, to: datetime) -> Iterator[None]:
    """Let the clock of this context run on from `to` (aware); for tests and practice spaces."""
    token = _offset.set(to - datetime.now(SHANGHAI))  # noqa: TID251 - the one place
    try:
        yield
    finally:
        _offset.reset(token)
