"""Less tidying up while many small things are made: a tenth of the time of a large list."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SELDOM = 200_000  # new things between two looks of the collector


@contextmanager
def calm() -> Iterator[None]:
    """Let the collector of circular garbage look seldom, in this process, until the block ends; rows have no circles.

    Blocks of several threads may overlap; the last one may then leave SELDOM behind, which does no harm.
    """
    before = gc.get_threshold()
    gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
