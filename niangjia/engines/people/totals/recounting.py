"""The nightly check of the totals: counts anew what the actions kept, mends what differs, says so."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from niangjia.engines import journal
from niangjia.engines.people.memberships.models import LIVING
from niangjia.engines.people.scope import everywhere
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs import Step, job_kind, periodic
from niangjia.foundation.jobs.actions import start_job

from .facets import SQL_FACETS
from .journal_codes import RECOUNTED, TOTALS
from .keeping import add

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.foundation.jobs import Ids, Work

RECOUNT = "people.recount"
AT_ONCE = 2000  # unions
WHY = gettext_noop("count the totals anew")
# One statement sees one moment: persons and totals fit each other in it whatever is being committed meanwhile.
DIFFERENCES = f"""
    WITH counted AS (
        SELECT p.home_id AS union_id, f.facet, f.value, count(*)::int AS count
        FROM people_person p
        LEFT JOIN people_membership m ON m.person_id = p.id AND m.state = ANY(%(living)s)
        CROSS JOIN LATERAL ({SQL_FACETS}) f (facet, value)
        WHERE p.home_id = ANY(%(unions)s) AND p.died IS NULL
        GROUP BY 1, 2, 3
    ), kept AS (
        SELECT union_id, facet::text, value::text, count FROM people_total
        WHERE union_id = ANY(%(unions)s) AND count <> 0
    )
    SELECT union_id, facet, value, coalesce(counted.count, 0) - coalesce(kept.count, 0)
    FROM counted FULL JOIN kept USING (union_id, facet, value)
    WHERE counted.count IS DISTINCT FROM kept.count
"""  # noqa: S608 - constants of the code


def recount(union_ids: Sequence[int]) -> int:
    """Count the persons of these unions anew and mend their totals; answers how many were wrong.

    It adds the difference, so it may run beside any action; also what fills the totals after a bulk load.
    """
    with everywhere(PLATFORM, WHY), connection.cursor() as cursor:
        cursor.execute(DIFFERENCES, {"living": [state.value for state in LIVING], "unions": list(union_ids)})
        rows = cursor.fetchall()
    add(Counter({(union, facet, value): change for union, facet, value, change in rows}))
    return len(rows)


@job_kind(RECOUNT, title=_("Count the totals anew"))
def recount_some(work: Work, cursor: Ids | None) -> Step:
    """Unions by their id; the cursor carries how many totals were wrong so far."""
    after, wrong, done = (int(cursor[key]) for key in ("after", "wrong", "done")) if cursor else (0, 0, 0)
    ids = list(Union.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    wrong += recount(ids)
    done += len(ids)
    if len(ids) == AT_ONCE:
        return Step({"after": ids[-1], "wrong": wrong, "done": done}, done=done)
    journal.record(work.actor, RECOUNTED, TOTALS, data={"unions": done, "wrong": wrong})
    return Step(None, done=done, total=done)


@periodic("17 2 * * *")
def recount_every_night() -> None:
    """Start the job that counts the totals anew."""
    start_job(PLATFORM, RECOUNT, {}, total=Union.objects.count())
