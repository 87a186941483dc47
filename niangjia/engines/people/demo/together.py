"""The same work on many things, in several processes, with the answers in order."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

import django

from niangjia.foundation.lifeline import be_parent, end_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from contextlib import ExitStack

T = TypeVar("T")
A = TypeVar("A")

AHEAD = 2  # answers for each process that may wait to be taken: they are large


def in_order(stack: ExitStack, work: Callable[[T], A], things: Iterable[T], *, processes: int) -> Iterator[A]:
    """The answers one after another; 0 processes work right here. The stack ends the processes."""
    if not processes:
        yield from map(work, things)
        return
    be_parent()
    # Fresh processes: a fork would share this one's connections and threads.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin)
    stack.callback(pool.shutdown, cancel_futures=True)
    waiting: deque[Future[A]] = deque()
    for thing in things:
        waiting.append(pool.submit(work, thing))
        if len(waiting) > AHEAD * processes:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _begin() -> None:
    end_with_parent()
    django.setup()
