"""How the jobs are doing, for the system page and the doctor."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from niangjia.foundation.clock import now
from niangjia.foundation.readings import Health, Reading, source_of_readings

if TYPE_CHECKING:
    from collections.abc import Iterator

FIGURES = """
    SELECT (SELECT count(*) FROM procrastinate_workers
            WHERE last_heartbeat > now() - make_interval(secs => %(stalled)s)),
           count(*) FILTER (WHERE state = 'waiting'),
           count(*) FILTER (WHERE state = 'running'),
           count(*) FILTER (WHERE state = 'failed' AND finished > %(yesterday)s)
    FROM jobs_job WHERE state IN ('waiting', 'running') OR finished > %(yesterday)s
"""


@source_of_readings
def job_readings() -> Iterator[Reading]:
    """Workers, what waits and runs, what failed in the last day."""
    given: dict[str, Any] = {"stalled": settings.HOUSE.stalled_after, "yesterday": now() - timedelta(days=1)}
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, given)
        workers, waiting, running, failed = cursor.fetchone()
    yield Reading(
        "jobs.workers",
        _("job workers"),
        str(workers),
        Health.GOOD if workers else Health.BAD,
        "" if workers else _("None is alive: start `niangjia worker`."),
    )
    yield Reading(
        "jobs.live",
        _("jobs"),
        _("%(running)s running, %(waiting)s waiting") % {"running": running, "waiting": waiting},
    )
    yield Reading(
        "jobs.failed",
        _("jobs that failed in the last day"),
        str(failed),
        Health.WARN if failed else Health.GOOD,
        _("The log says where, by the job's number.") if failed else "",
    )
