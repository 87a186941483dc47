"""Totals as pages ask for them: of a subtree at once, for every child of a union."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q, Sum

from niangjia.engines.people.unions.models import Union

from .facets import ALL, EVERY, MEMBERS, PARTS, UNKNOWN
from .models import Total

if TYPE_CHECKING:
    from collections.abc import Iterable

    from niangjia.foundation.access.reach import Reach

Totals = dict[str, dict[str, int]]  # facet -> value -> how many

UNDER = """
    SELECT top.id, sum(t.count)::int FROM people_union top
    JOIN people_union u ON u.place >= top.place AND u.place < top.place_end
    JOIN people_total t ON t.union_id = u.id AND t.facet = %s AND t.value = %s
    WHERE top.id = ANY(%s) GROUP BY top.id
"""


def totals_of(reach: Reach, facets: Iterable[str] = ()) -> Totals:
    """The sums over a reach, of the facets named or of all; what nobody has is left out.

    Where the members are told apart, "" is of whom it is not known, or who are not so. Whether the actor may see them
    is for the caller to ask (unions:see).
    """
    asked = set(facets) or set(EVERY)
    needed = asked | {MEMBERS} if asked.intersection(PARTS) else asked
    rows = Total.objects.all() if _is_everywhere(reach) else Total.objects.filter(_places(reach))
    if needed != set(EVERY):
        rows = rows.filter(facet__in=sorted(needed))
    found: Totals = {}
    for facet, value, count in rows.values_list("facet", "value").annotate(sum=Sum("count")).order_by():
        if count:
            found.setdefault(facet, {})[value] = count
    _add_rest(found, asked.intersection(PARTS))
    return {facet: values for facet, values in found.items() if facet in asked}


def _add_rest(found: Totals, parts: Iterable[str]) -> None:
    members = found.get(MEMBERS, {}).get(ALL, 0)
    for values in (found[part] for part in parts if part in found):
        if rest := members - sum(values.values()):
            values[UNKNOWN] = rest


def _is_everywhere(reach: Reach) -> bool:
    """Whether no union lies outside: then half a million rows need not be looked up in the tree."""
    last = Union.objects.order_by("-place").values_list("place", flat=True).first()
    return any(start <= 0 and end > (last or 0) for start, end in reach.ranges)


def _places(reach: Reach) -> Q:
    places = Q(pk__in=())
    for start, end in reach.ranges:
        places |= Q(union__place__gte=start, union__place__lt=end)
    return places


def totals_under(unions: Iterable[Union], facet: str = MEMBERS, value: str = "") -> dict[int, int]:
    """How many each of these unions has together with all below it: union id -> count; 0 is left out."""
    with connection.cursor() as cursor:
        cursor.execute(UNDER, [facet, value, [union.pk for union in unions]])
        return {pk: count for pk, count in cursor.fetchall() if count}
