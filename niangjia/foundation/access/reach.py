"""How far a right goes: places of a tree, as ranges of its preorder numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LAST = 2**31 - 1


@dataclass(frozen=True)
class Reach:
    """A set of places: half-open ranges of preorder numbers, sorted and apart. A subtree is one range."""

    ranges: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, ranges: Iterable[tuple[int, int]]) -> Reach:
        """The reach over these ranges, which may overlap and come in any order."""
        merged: list[tuple[int, int]] = []
        for start, end in sorted(ranges):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            elif start < end:
                merged.append((start, end))
        return cls(tuple(merged))

    def __or__(self, other: Reach) -> Reach:
        return Reach.of([*self.ranges, *other.ranges])

    def __contains__(self, place: int) -> bool:
        return any(start <= place < end for start, end in self.ranges)

    def __bool__(self) -> bool:
        return bool(self.ranges)

    def multirange(self) -> str:
        """As PostgreSQL writes an int4multirange."""
        return "{" + ",".join(f"[{start},{end})" for start, end in self.ranges) + "}"


NOWHERE = Reach()
EVERYWHERE = Reach(((0, LAST),))
