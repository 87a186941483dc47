"""Sums over wide subtrees, so that no page of a county or the city adds up thousands of unions.

Acts write to the union concerned and note the change; now and then the sums are worked out anew and the notes taken
away. Who reads adds the notes to the sums: the answer is right at any moment. Unions that move take the sums of those
above them away (a trigger, migration 0070): until the next time these are added up union by union, as those of narrow
subtrees always are.
"""

from __future__ import annotations

from django.db import connection, transaction

from niangjia.engines.people.unions.numbering import lock_tree
from niangjia.foundation.jobs import periodic

WIDE = 30  # unions from which on a subtree has sums of its own
# One statement sees one moment: the changes that go are just those that its totals hold.
SUM_UP = """
    WITH gone AS (DELETE FROM people_totalchange)
    INSERT INTO people_subtreetotal (union_id, facet, value, count)
    SELECT top.id, t.facet, t.value, sum(t.count)::int
    FROM people_union top JOIN people_union u ON u.place >= top.place AND u.place < top.place_end
    JOIN people_total t ON t.union_id = u.id
    WHERE top.place_end - top.place >= %s GROUP BY 1, 2, 3
    ON CONFLICT (union_id, facet, value) DO UPDATE SET count = excluded.count
    WHERE people_subtreetotal.count <> excluded.count
"""
IS_BEHIND = """
    SELECT EXISTS (SELECT FROM people_totalchange) OR EXISTS (
        SELECT FROM people_union top WHERE place_end - place >= %s
        AND NOT EXISTS (SELECT FROM people_subtreetotal WHERE union_id = top.id)
    )
"""


@transaction.atomic
def sum_up() -> None:
    """Work out the sums over all wide subtrees from the totals, in 0.2 s for a city."""
    lock_tree()  # no union moves meanwhile
    with connection.cursor() as cursor:
        cursor.execute(SUM_UP, [WIDE])


@periodic("*/5 * * * *")
def keep_summed_up() -> None:
    """Sum up where something changed since the last time."""
    with connection.cursor() as cursor:
        cursor.execute(IS_BEHIND, [WIDE])
        is_behind = cursor.fetchone()[0]
    if is_behind:
        sum_up()


@periodic("47 3 * * *")
def sum_up_every_night() -> None:
    """Sum up after the recount, also where nothing seems to have changed."""
    sum_up()
