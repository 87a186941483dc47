"""Chance that can be thrown again: the same seed gives the same city."""

from __future__ import annotations

from bisect import bisect
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

T = TypeVar("T")


class Dice(Random):
    """Random numbers for inventing; nothing secret is made of them."""

    def happens(self, share: float) -> bool:
        """True in that share of throws."""
        return self.random() < share

    def upto(self, count: int) -> int:
        """A whole number from 0 to below `count`; quicker than `randrange`."""
        return int(self.random() * count)


class Weighted(Generic[T]):
    """Things of which some are likelier than others."""

    def __init__(self, shares: Mapping[T, float]) -> None:
        self._things = list(shares)
        self._sums = list(accumulate(shares.values()))

    def pick(self, dice: Dice) -> T:
        return self._things[bisect(self._sums, dice.random() * self._sums[-1])]


def falling(things: Iterable[T], *, flat: float) -> Weighted[T]:
    """The first are the likeliest, as with names; the larger `flat`, the less the first stand out."""
    return Weighted({thing: 1 / (rank + flat) for rank, thing in enumerate(things)})
