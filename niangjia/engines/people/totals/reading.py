"""Totals as pages ask for them: of a subtree at once, for every child of a union."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import connection

from . import summing
from .facets import ALL, EVERY, MEMBERS, PARTS, UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.reach import Reach

Totals = dict[str, dict[str, int]]  # facet -> value -> how many

# Ranges of places, each with a number of its own, added up union by union: joined at once, the planner takes a range
# of the tree for a ninth of it and reads everything.
RANGES = "unnest(%(numbers)s::bigint[], %(firsts)s::int[], %(behinds)s::int[]) r (number, first, behind)"
BELOW = """
    SELECT t.facet, t.value, sum(t.count)::int FROM people_union u JOIN people_total t ON t.union_id = u.id
    WHERE u.place >= first AND u.place < behind AND t.facet = ANY(%(facets)s)
"""
NARROW = f"SELECT number, below.* FROM {RANGES} CROSS JOIN LATERAL ({BELOW} GROUP BY t.facet, t.value) below"  # noqa: S608
# Where a range is the whole subtree of a union whose sums are kept, those and what changed since.
WIDE = f"""
    WITH asked AS MATERIALIZED (
        SELECT number, first, behind, (
            SELECT top.id FROM people_union top
            WHERE top.place = first AND top.place_end <= behind
            AND EXISTS (SELECT FROM people_subtreetotal s WHERE s.union_id = top.id)
            AND NOT EXISTS (SELECT FROM people_union u WHERE u.place >= top.place_end AND u.place < behind)
        ) AS top
        FROM {RANGES}
    )
    SELECT number, s.facet, s.value, s.count FROM asked JOIN people_subtreetotal s ON s.union_id = top
    WHERE s.facet = ANY(%(facets)s)
    UNION ALL
    SELECT number, c.facet, c.value, c.change FROM people_totalchange c
    JOIN people_union u ON u.id = c.union_id
    JOIN asked ON top IS NOT NULL AND u.place >= first AND u.place < behind
    WHERE c.facet = ANY(%(facets)s)
    UNION ALL
    SELECT number, below.* FROM asked CROSS JOIN LATERAL ({BELOW} AND top IS NULL GROUP BY t.facet, t.value) below
"""  # noqa: S608 - constants of the code


def totals_of(reach: Reach, facets: Iterable[str] = ()) -> Totals:
    """The sums over a reach, of the facets named or of all; what nobody has is left out. One query.

    Where the members are told apart, "" is of whom it is not known, or who are not so. Whether the actor may see them
    is for the caller to ask (unions:see).
    """
    asked = set(facets) or set(EVERY)
    needed = asked | {MEMBERS} if asked.intersection(PARTS) else asked
    found = _sums([(0, first, behind) for first, behind in reach.ranges], needed).get(0, {})
    _add_rest(found, asked.intersection(PARTS))
    return {facet: values for facet, values in found.items() if facet in asked}


def totals_below(unions: Iterable[Union], facets: Iterable[str]) -> dict[int, Totals]:
    """For each union the sums over its subtree, of the facets named: union id -> totals; one query."""
    return _sums([(union.pk, union.place, union.place_end) for union in unions], facets)


def totals_under(unions: Iterable[Union], facet: str = MEMBERS, value: str = "") -> dict[int, int]:
    """How many each of these unions has together with all below it: union id -> count; 0 is left out."""
    found = {pk: totals.get(facet, {}).get(value, 0) for pk, totals in totals_below(unions, [facet]).items()}
    return {pk: count for pk, count in found.items() if count}


def _sums(ranges: Sequence[tuple[int, int, int]], facets: Iterable[str]) -> dict[int, Totals]:
    """For each number the sums over its ranges (number, first place, first behind); what nobody has is left out."""
    numbers, firsts, behinds = ([each[part] for each in ranges] for part in range(3))
    statement = NARROW if sum(behinds) - sum(firsts) < summing.WIDE else WIDE  # what is narrow has no sums of its own
    sums: Counter[tuple[int, str, str]] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(
            statement, {"numbers": numbers, "firsts": firsts, "behinds": behinds, "facets": sorted(facets)}
        )
        for number, facet, value, count in cursor.fetchall():
            sums[number, facet, value] += count
    found: dict[int, Totals] = {}
    for (number, facet, value), count in sums.items():
        if count:
            found.setdefault(number, {}).setdefault(facet, {})[value] = count
    return found


def _add_rest(found: Totals, parts: Iterable[str]) -> None:
    members = found.get(MEMBERS, {}).get(ALL, 0)
    for values in (found[part] for part in parts if part in found):
        if rest := members - sum(values.values()):
            values[UNKNOWN] = rest
