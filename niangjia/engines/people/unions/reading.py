"""The tree as it is, for those who show it: lines upwards, pages of children; and every other reader of unions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import F, Subquery

from .acts import STANDING
from .due import Due, Matter, due_soon
from .models import Union
from .past import Standing, tree_on, union_on
from .reaching import tie_reach, tied_outside
from .searching import search

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Due",
    "Matter",
    "Page",
    "Standing",
    "ancestors",
    "children",
    "due_soon",
    "path",
    "paths",
    "search",
    "tie_reach",
    "tied_outside",
    "tree_on",
    "union_on",
]

LINES = """
    WITH RECURSIVE line AS (
        SELECT id AS lowest, id, parent_id FROM people_union WHERE id = ANY(%s)
        UNION ALL
        SELECT lowest, u.id, u.parent_id FROM line JOIN people_union u ON u.id = line.parent_id
    )
    SELECT lowest, id FROM line
"""
PER_PAGE = 50


def paths(unions: Iterable[int]) -> dict[int, list[Union]]:
    """For each of these ids its line from the root down to the union itself; two queries for all."""
    with connection.cursor() as cursor:
        cursor.execute(LINES, [list(unions)])
        rows: list[tuple[int, int]] = cursor.fetchall()
    found = Union.objects.in_bulk({upper for _lowest, upper in rows})
    lines: dict[int, list[Union]] = {}
    for lowest, upper in rows:
        lines.setdefault(lowest, []).append(found[upper])
    return {lowest: sorted(line, key=lambda union: union.place) for lowest, line in lines.items()}


def path(union: Union) -> list[Union]:
    """From the root down to the union itself."""
    return paths([union.pk])[union.pk]


def ancestors(union: Union) -> list[Union]:
    """The unions above, the root first."""
    return path(union)[:-1]


@dataclass(frozen=True)
class Page:
    """Some unions in their order; `after` is the id to ask on from, None if there are no more."""

    unions: list[Union]
    after: int | None


def children(union: Union, *, after: int | None = None, size: int = PER_PAGE, ended: bool = False) -> Page:
    """Unions right below, so many at a time, also those that have ended if wanted.

    Each has `below`: how many stand below it in turn, those that ended among them. One query.
    """
    found = union.children.annotate(below=F("place_end") - F("place") - 1).order_by("place")
    if not ended:
        found = found.filter(state__in=STANDING)
    if after is not None:
        found = found.filter(place__gt=Subquery(Union.objects.filter(pk=after).values("place")))
    rows = list(found[: size + 1])
    return Page(rows[:size], rows[size - 1].pk if len(rows) > size else None)
