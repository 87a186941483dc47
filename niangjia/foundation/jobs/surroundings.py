"""What floors above put around every chunk, such as the scope of whose job it is."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from niangjia.foundation.access.actor import Actor

    Surrounding = Callable[[Actor], AbstractContextManager[object]]

_surroundings: list[Surrounding] = []


def surround_chunks(surrounding: Surrounding) -> Surrounding:
    """Register a function from the job's actor to a context manager; it is entered inside the chunk's transaction."""
    if surrounding not in _surroundings:
        _surroundings.append(surrounding)
    return surrounding


@contextmanager
def surrounded(actor: Actor) -> Iterator[None]:
    """Everything registered, in its order, around the block."""
    with ExitStack() as stack:
        for surrounding in _surroundings:
            stack.enter_context(surrounding(actor))
        yield
