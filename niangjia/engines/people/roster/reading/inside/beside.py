"""One thing done beside another. The child's hands may not make a thread: so it is there before they are tied."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
_hand = ThreadPoolExecutor(1, thread_name_prefix="beside")


def begin(work: Callable[[], T]) -> Future[T]:
    """Begin to work; the result is there later."""
    return _hand.submit(work)


def stand_ready() -> None:
    """Make the thread that `begin` works in."""
    begin(int).result()
