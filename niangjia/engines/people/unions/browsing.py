"""The tree as a page shows it: opened where somebody looks, a union's children fifty at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import F, Q

from niangjia.engines.people.totals.facets import MEMBERS

from .acts import STANDING
from .listing import counts_under
from .models import State, Union
from .reading import children, path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from niangjia.foundation.access.reach import Reach


@dataclass
class Branch:
    """A union in the tree; `members` of its whole subtree. `rows` are None until it is opened."""

    union: Union
    below: int
    members: int = 0
    rows: Rows | None = None

    @property
    def ended(self) -> str:
        return "" if self.union.state in STANDING else str(State(self.union.state).label)


@dataclass
class Rows:
    """Some branches below one union; `after` is the id to ask on from, None if there are no more."""

    branches: list[Branch] = field(default_factory=list)
    upper: int | None = None
    after: int | None = None


# From the beginning of each range, over whole subtrees, to its end: among these are the highest ones.
CANDIDATES = """
    WITH RECURSIVE found AS (
        SELECT u.id, u.place_end, behind FROM unnest(%s::int[], %s::int[]) r (first, behind)
        JOIN people_union u ON u.place = first
        UNION ALL
        SELECT u.id, u.place_end, behind FROM found
        JOIN people_union u ON u.place = found.place_end AND u.place < behind
    )
    SELECT id FROM found
"""


def tops(reach: Reach) -> Rows:
    """The highest unions of a reach; two queries and one for their members."""
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, [[start for start, _end in reach.ranges], [end for _start, end in reach.ranges]])
        candidates = [pk for (pk,) in cursor.fetchall()]
    above = Q(pk__in=())
    for start, end in reach.ranges:
        above |= Q(parent__place__gte=start, parent__place__lt=end)
    found = Union.objects.filter(Q(parent=None) | ~above, pk__in=candidates, state__in=STANDING)
    return Rows(_branches(found.annotate(below=F("place_end") - F("place") - 1).order_by("place")))


def below(union: Union, reach: Reach, after: int | None = None) -> Rows:
    """The unions right below one, as far as the reach goes; two queries."""
    page = children(union, after=after)
    return Rows(_branches(each for each in page.unions if each.place in reach), union.pk, page.after)


def opened(reach: Reach, at: Union | None) -> Rows:
    """The tree from the top, open on the way down to `at` and there."""
    rows = tops(reach)
    line = [union for union in path(at) if union.place in reach] if at else _alone(rows)
    found: Rows | None = rows
    for union in line:
        found = _open(found, union, reach) if found else None
    return rows


def _alone(rows: Rows) -> list[Union]:
    return [rows.branches[0].union] if len(rows.branches) == 1 else []


def _open(rows: Rows, union: Union, reach: Reach) -> Rows | None:
    branch = next((branch for branch in rows.branches if branch.union.pk == union.pk), None)
    if branch is None:  # beyond the first fifty: shown alone in front of them
        branch = Branch(union, union.place_end - union.place - 1)
        branch.members = counts_under([union], [MEMBERS])[union.pk].get(MEMBERS, 0)
        rows.branches.insert(0, branch)
    branch.rows = below(union, reach) if branch.below else None
    return branch.rows


def _branches(unions: Iterable[Union]) -> list[Branch]:
    found = list(unions)
    counts = counts_under(found, [MEMBERS])
    return [Branch(union, union.place_end - union.place - 1, counts[union.pk].get(MEMBERS, 0)) for union in found]
