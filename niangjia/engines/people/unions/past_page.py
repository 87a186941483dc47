"""The tree as it was on a day, as a page shows it: one union and those right below it, with the way up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .browsing import tops
from .models import Level, Union
from .past import tree_on, union_on

if TYPE_CHECKING:
    from datetime import date

    from niangjia.foundation.access.reach import Reach

    from .past import Standing


@dataclass(frozen=True)
class Then:
    """A union as it was; `now` is its name today if that is another. `seen` says whether it may be opened."""

    union_id: int
    name: str
    level: str
    below: int
    now: str
    seen: bool


@dataclass(frozen=True)
class PastTree:
    """What stood on the day: `here` (None if it did not), those right below, those above from the top."""

    here: Then | None
    below: list[Then]
    above: list[Then]


def past_tree(day: date, at: Union, reach: Reach) -> PastTree:
    """The union on that day, with those below as far as a line of them goes; names of all, links within the reach."""
    rows = tree_on(day, below=at, deepest=2)
    near = Union.objects.in_bulk([row.union_id for row in rows if row.depth < 2])
    shown = [_then(row, rows, near, reach) for row in rows if row.depth < 2]
    return PastTree(shown[0] if shown else None, shown[1:], _above(at, day, reach))


def first_of(reach: Reach) -> Union | None:
    """Where one begins who names no union: the first of the highest."""
    branches = tops(reach).branches
    return branches[0].union if branches else None


def _then(row: Standing, rows: list[Standing], near: dict[int, Union], reach: Reach) -> Then:
    today = near[row.union_id]
    below = sum(1 for other in rows if other.parent_id == row.union_id)
    now = today.name if today.name != row.name else ""
    return Then(row.union_id, row.name, str(Level(row.level).label), below, now, today.place in reach)


def _above(at: Union, day: date, reach: Reach) -> list[Then]:
    """The unions above on that day, the top first; a query for each step."""
    line: list[Then] = []
    version = union_on(at, day)
    while version and version.parent and len(line) < len(Level):
        upper = version.parent
        version = union_on(upper, day)
        name = version.name if version else upper.name
        line.insert(0, Then(upper.pk, name, "", 0, "", upper.place in reach))
    return line
