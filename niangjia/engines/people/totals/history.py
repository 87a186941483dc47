"""What totals were at the end of each month: kept from then on, read as a trend that ends today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection

from niangjia.foundation.clock import today
from niangjia.foundation.jobs import periodic

from .facets import ALL, MEMBERS, RETAINED, WORKERS
from .models import TotalDay
from .reading import totals_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from niangjia.engines.people.unions.models import Union

KEPT = (MEMBERS, WORKERS, RETAINED)
MONTHS = 24  # that a trend looks back
# Sums of subtrees in one pass: what lies before the end of a range, less what lies before its beginning. The own
# counts are added up along the places; what ends a range is the next place that has any count.
KEEP = """
    WITH own AS (
        SELECT u.place, t.facet, sum(t.count) AS count
        FROM people_total t JOIN people_union u ON u.id = t.union_id
        WHERE t.facet = ANY(%(facets)s) AND t.value = %(all)s AND t.count <> 0
        GROUP BY u.place, t.facet
    ), marks AS (
        SELECT id, place AS at, -1 AS sign FROM people_union
        UNION ALL SELECT id, place_end, 1 FROM people_union
    ), lines AS (
        SELECT place, 1 AS step, facet, count, NULL::bigint AS id, 0 AS sign FROM own
        UNION ALL
        SELECT at, 0, facet, 0, marks.id, sign FROM marks CROSS JOIN unnest(%(facets)s::text[]) facet
    ), summed AS (
        SELECT id, facet, sign, sum(count) OVER (PARTITION BY facet ORDER BY place, step) AS upto FROM lines
    )
    INSERT INTO people_totalday (union_id, facet, day, count)
    SELECT id, facet, %(day)s::date, sum(sign * upto) FROM summed WHERE id IS NOT NULL
    GROUP BY id, facet HAVING sum(sign * upto) <> 0
    ON CONFLICT (union_id, facet, day) DO NOTHING
"""


@dataclass(frozen=True)
class Trend:
    """Totals of a union with all below it on some days, the last of them today: facet -> a figure for each day.

    It begins with the first day that was kept of any union; what a union had none of is 0.
    """

    days: list[date]
    counts: dict[str, list[int]]


def keep_totals(day: date) -> int:
    """Keep what the totals are now as those of a day, for every union; answers how many rows that made.

    A day that is kept already stays as it is. The figures follow the tree and the register of this moment.
    """
    with connection.cursor() as cursor:
        cursor.execute(KEEP, {"facets": list(KEPT), "all": ALL, "day": day})
        return int(cursor.rowcount)


@periodic("9 0 * * *")
def keep_month() -> None:
    """Keep the totals of the month that is over; a night that was missed is made up for by the next."""
    last = month_end(today())
    if not TotalDay.objects.filter(day=last).exists():
        keep_totals(last)


def month_end(day: date, before: int = 1) -> date:
    """The last day of the month so many months before that of a day."""
    months = day.year * 12 + day.month - before
    return day.replace(year=months // 12, month=months % 12 + 1, day=1) - timedelta(days=1)


def trend_of(union: Union, months: int = MONTHS, *, live: Mapping[str, int] | None = None) -> Trend:
    """The ends of the last months and today, of a union with all below it; three queries, two where the caller knows
    the `live` totals (facet -> figure) already.

    Whether the actor may see totals there is for the caller to ask (unions:see).
    """
    ends = [month_end(today(), back) for back in range(months, 0, -1)]
    rows = TotalDay.objects.filter(union=union, facet__in=KEPT, day__in=ends)
    found = {(facet, day): count for facet, day, count in rows.values_list("facet", "day", "count")}
    first = TotalDay.objects.order_by("day").values_list("day", flat=True).first()
    known = [day for day in ends if first and day >= first]
    if live is None:
        live = {facet: values.get(ALL, 0) for facet, values in totals_of(union.subtree, KEPT).items()}
    return Trend(
        [*known, today()],
        {facet: [*(found.get((facet, day), 0) for day in known), live.get(facet, 0)] for facet in KEPT},
    )
