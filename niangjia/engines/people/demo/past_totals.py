"""What the demo's totals were at the ends of past months, worked out from the days of its memberships and work.

A member counts from the day on which the membership came into a state that counts, until it left it; a worker, from
the day on which the work began. Retirement and the tree are those of today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.people.codes import WorkState
from niangjia.engines.people.memberships.models import COUNTED, State
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.totals.facets import MEMBERS, RETAINED, WORKERS
from niangjia.engines.people.totals.history import MONTHS, month_end

if TYPE_CHECKING:
    from datetime import date

    from django.db.backends.utils import CursorWrapper

# The stretches of time in which somebody counted somewhere, summed over subtrees month by month. A worker belongs to
# the union of the membership of that time, else to the one that keeps the record.
FILL = """
    WITH steps AS (
        SELECT m.person_id, m.union_id, c.state, c.day AS first,
            lead(c.day) OVER (PARTITION BY m.id ORDER BY c.day, c.id) AS next
        FROM people_membershipchange c JOIN people_membership m ON m.id = c.membership_id
    ), belonging AS (
        SELECT person_id, union_id, first, coalesce(next, 'infinity'::date) AS next,
            state = ANY(%(counted)s) AS counts
        FROM steps WHERE state = ANY(%(counted)s) OR state = %(retained_state)s
    ), complete AS (
        SELECT id, home_id, work_state <> %(retired)s AS works, coalesce(died, 'infinity'::date) AS until,
            least((SELECT min(started) FROM people_employment e WHERE e.person_id = p.id), created::date) AS since
        FROM people_person p WHERE p.state = %(complete)s
    ), tied AS (
        SELECT person_id, min(first) AS first, max(next) AS next FROM belonging GROUP BY person_id
    ), stretches AS (
        SELECT union_id, CASE WHEN counts THEN %(members)s ELSE %(retained)s END AS facet,
            first, least(next, until) AS next
        FROM belonging JOIN complete ON complete.id = person_id
        UNION ALL
        SELECT union_id, %(workers)s, first, least(next, until)
        FROM belonging JOIN complete ON complete.id = person_id WHERE works
        UNION ALL
        SELECT home_id, %(workers)s, since, least(first, until)
        FROM complete LEFT JOIN tied ON tied.person_id = complete.id WHERE works
        UNION ALL
        SELECT home_id, %(workers)s, next, until
        FROM complete JOIN tied ON tied.person_id = complete.id WHERE works
    ), own AS (
        SELECT union_id, facet, day, count(*) AS count
        FROM unnest(%(days)s::date[]) day JOIN stretches ON first <= day AND next > day
        GROUP BY 1, 2, 3
    )
    INSERT INTO people_totalday (union_id, facet, day, count)
    SELECT top.id, own.facet, own.day, sum(own.count)
    FROM own JOIN people_union u ON u.id = own.union_id
    JOIN people_union top ON top.place <= u.place AND u.place < top.place_end
    GROUP BY 1, 2, 3
"""


def fill_past(cursor: CursorWrapper, today: date) -> None:
    """Keep the totals of past months, once all persons are there. As the tables' owner."""
    cursor.execute(FILL, asked([month_end(today, back) for back in range(MONTHS, 0, -1)]))
    cursor.execute("ANALYZE people_totalday")


def asked(days: list[date]) -> dict[str, Any]:
    """What FILL takes, for these days."""
    return {
        "days": days,
        "members": MEMBERS,
        "retained": RETAINED,
        "workers": WORKERS,
        "counted": [state.value for state in COUNTED],
        "retained_state": State.RETAINED.value,
        "retired": WorkState.RETIRED.value,
        "complete": Person.State.COMPLETE.value,
    }
