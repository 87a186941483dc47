"""Whether entries were written when they say.

Each link marks a moment and a place: every transaction after the place began after the moment. An entry of such a
transaction that says an earlier time was slipped in later, however rightly the rest of it was sealed.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from niangjia.engines.journal.own_codes import DECLARED

if TYPE_CHECKING:
    from .links import Mark
    from .rows import Row

SLACK = 60 * 1_000_000  # microseconds that the clocks of the house's machines may differ
DAY = 86_400 * 1_000_000


class Times:
    """What the marks say about entries that are asked for in the order of their places."""

    def __init__(self) -> None:
        self._ahead: deque[Mark] = deque()
        self._since = -DAY  # the moment before which no entry at hand can have been written
        self._last = -1
        self._declared = -1

    def add(self, mark: Mark | None) -> None:
        """Take in a mark, in the order of places; older ones than the last are left out."""
        if mark is not None and mark.place > self._last:
            self._ahead.append(mark)
            self._last = mark.place

    def declared(self, row: Row) -> bool:
        """Whether the entry, or one before it in its transaction, declares that it was entered later."""
        if row.code == DECLARED:
            self._declared = row.position
        return row.position == self._declared

    def backdated(self, row: Row, sealed: int | None = None) -> bool:
        """Whether it says an earlier time than it can have.

        If the clock was put back meanwhile, it was sealed "before" the mark; then that moment is what counts.
        """
        while self._ahead and self._ahead[0].place < row.position:
            self._since = self._ahead.popleft().at
        latest = row.at + DAY if row.anonymous else row.at
        return latest < min(self._since, self._since if sealed is None else sealed) - SLACK
