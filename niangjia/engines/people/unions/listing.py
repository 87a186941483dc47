"""Unions as lines of a table, each with the numbers of its whole subtree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.urls import reverse

from niangjia.engines.people.totals.facets import ALL, INCOMPLETE, MEMBERS, UNORGANISED, WORKERS

from .figures import rate_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .models import Union

COUNTED = (MEMBERS, WORKERS, UNORGANISED, INCOMPLETE)
# Asked union by union: joined at once, the planner takes a range of the tree for a ninth of it and reads everything.
UNDER = """
    SELECT top.id, below.facet, below.count
    FROM people_union top CROSS JOIN LATERAL (
        SELECT t.facet, sum(t.count)::int AS count
        FROM people_union u JOIN people_total t ON t.union_id = u.id
        WHERE u.place >= top.place AND u.place < top.place_end AND t.facet = ANY(%s) AND t.value = %s
        GROUP BY t.facet
    ) below
    WHERE top.id = ANY(%s)
"""


@dataclass(frozen=True)
class Line:
    """A union with the numbers of its subtree."""

    union: Union
    members: int = 0
    workers: int = 0
    unorganised: int = 0
    incomplete: int = 0

    @property
    def url(self) -> str:
        return reverse("people:union", args=[self.union.pk])

    @property
    def rate(self) -> str:
        """Of a hundred workers so many belong to a union, as people read it; "" without workers."""
        rate = rate_of(self.workers, self.unorganised)
        return "" if rate is None else f"{rate:.1f}%"


def lines_of(unions: Iterable[Union]) -> list[Line]:
    """A line for each of the unions; one query."""
    wanted = list(unions)
    counts = counts_under(wanted, COUNTED)
    return [Line(union, **counts[union.pk]) for union in wanted]


def counts_under(unions: Iterable[Union], facets: Iterable[str]) -> dict[int, dict[str, int]]:
    """For each union how many its subtree has of each facet: union id -> facet -> count; one query."""
    counts: dict[int, dict[str, int]] = {union.pk: {} for union in unions}
    with connection.cursor() as cursor:
        cursor.execute(UNDER, [list(facets), ALL, list(counts)])
        for pk, facet, count in cursor.fetchall():
            counts[pk][facet] = count
    return counts
