"""How far a right goes: places of a tree, as ranges of its preorder numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .numbering import Renumbered

if TYPE_CHECKING:
    from collections.abc import Iterable

LAST = 2**31 - 1


@dataclass(frozen=True)
class Reach:
    """A set of places: half-open ranges of preorder numbers, sorted and apart. A subtree is one range.

    `numbering` says of which numbering the numbers are (numbering.py); None where nobody noted it.
    """

    ranges: tuple[tuple[int, int], ...] = ()
    numbering: int | None = field(default=None, compare=False)

    @classmethod
    def of(cls, ranges: Iterable[tuple[int, int]], numbering: int | None = None) -> Reach:
        """The reach over these ranges, which may overlap and come in any order."""
        merged: list[tuple[int, int]] = []
        for start, end in sorted(ranges):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            elif start < end:
                merged.append((start, end))
        return cls(tuple(merged), numbering)

    def __or__(self, other: Reach) -> Reach:
        """Raises Renumbered for two of different numberings."""
        noted = {self.numbering, other.numbering} - {None}
        if len(noted) > 1:
            raise Renumbered
        return Reach.of([*self.ranges, *other.ranges], next(iter(noted), None))

    def __and__(self, other: Reach) -> Reach:
        """The places that lie in both; of the numbering that one of them notes."""
        pairs = ((one, two) for one in self.ranges for two in other.ranges)
        ranges = ((max(a, c), min(b, d)) for (a, b), (c, d) in pairs)
        noted = self.numbering if other.numbering is None else other.numbering
        return Reach.of(ranges, noted)

    def __contains__(self, place: int) -> bool:
        return any(start <= place < end for start, end in self.ranges)

    def __bool__(self) -> bool:
        return bool(self.ranges)

    @property
    def width(self) -> int:
        """How many places it has."""
        return sum(end - start for start, end in self.ranges)

    def multirange(self) -> str:
        """As PostgreSQL writes an int4multirange."""
        return "{" + ",".join(f"[{start},{end})" for start, end in self.ranges) + "}"


NOWHERE = Reach()
EVERYWHERE = Reach(((0, LAST),))
