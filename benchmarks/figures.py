"""What a figure is, and the register of all of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .world import World


@dataclass(frozen=True)
class Sides:
    """Seconds that ours took and that the thing beside it took, run by run, in turns.

    Without a base the figure is absolute, in seconds. `also` is told beside it.
    """

    ours: Sequence[float]
    base: Sequence[float] = ()
    also: Mapping[str, float] = field(default_factory=dict)

    @property
    def value(self) -> float:
        return median(self.ours) / median(self.base) if self.base else median(self.ours)


@dataclass(frozen=True)
class Figure:
    """A named measurement with its limit. `against` says in words what stands beside it.

    It is taken in the world of the run; one with a `size` of its own in that, and in runs of the largest size only.
    One that stands `alone` needs no database.
    """

    name: str
    limit: float
    against: str
    measure: Callable[[World], Sides]
    size: str = ""
    alone: bool = False

    def line(self, world: World) -> str:
        """Measure and tell, as one line of JSON."""
        world = world if self.alone else world.of(self.size or world.size)
        sides = self.measure(world)
        shown = {
            "figure": self.name,
            "ratio" if sides.base else "value": round(sides.value, 3),
            "unit": "x" if sides.base else "s",
            "sense": "at most",
            "limit": self.limit,
            "holds": sides.value <= self.limit,
            "size": world.size,
            "against": self.against,
            "ours_median_s": round(median(sides.ours), 6),
            "base_median_s": round(median(sides.base), 6) if sides.base else None,
            "runs": len(sides.ours),
            **sides.also,
        }
        return json.dumps(shown, ensure_ascii=False)


FIGURES: list[Figure] = []


def figure(
    name: str, *, limit: float, against: str = "", size: str = "", alone: bool = False
) -> Callable[[Callable[[World], Sides]], Callable[[World], Sides]]:
    """Register a function that measures; `limit` is the most that the ratio (or the seconds) may be."""

    def register(measure: Callable[[World], Sides]) -> Callable[[World], Sides]:
        FIGURES.append(Figure(name, limit, against, measure, size, alone))
        return measure

    return register


def in_turns(runs: int, ours: Callable[[], float], base: Callable[[], float]) -> Sides:
    """Run both sides in turns, each giving its seconds, so both have the same weather; the first is not counted."""
    ours(), base()
    pairs = [(ours(), base()) for _ in range(runs)]
    return Sides([pair[0] for pair in pairs], [pair[1] for pair in pairs])
