"""Gives back what dead workers held, and queues jobs that fell out of the queue.

A loop beside the worker and not a periodic job: it must also run when long jobs take every place, and more often
than once a minute.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING

from procrastinate.exceptions import AlreadyEnqueued, ConnectorException, UniqueViolation
from procrastinate.jobs import Status
from psycopg.errors import RaiseException

from niangjia.foundation.clock import now

from .failures import place_of
from .queue import QUEUE, RUN

if TYPE_CHECKING:
    from procrastinate import App
    from procrastinate.manager import JobManager

logger = logging.getLogger(__name__)

# Every state that is to be done must have a row in the queue. One statement, so that it sees both tables at one
# moment: a job and its row are always written in one transaction.
FALLEN_OUT = """
    SELECT job.id::text AS id FROM jobs_job job
    WHERE job.state IN ('waiting', 'running') AND NOT EXISTS (
        SELECT 1 FROM procrastinate_jobs queued
        WHERE queued.queueing_lock = job.id::text AND queued.status IN ('todo', 'doing'))
    LIMIT 1000
"""


async def reap_until(ended: asyncio.Event, app: App, *, stalled_after: float, every: float) -> None:
    """Reap every so many seconds until the event, whatever happens in between. `app` is open."""
    while not ended.is_set():
        try:
            await reap(app, stalled_after=stalled_after)
        except Exception as error:  # noqa: BLE001 - the worker itself finds out that the database is gone
            logger.warning("reaper: %s", place_of(error))
        with suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), every)


async def reap(app: App, *, stalled_after: float) -> None:
    """Queue again what workers held that gave no sign for so many seconds, and what is in nobody's hands."""
    manager = app.job_manager
    for row in await manager.get_stalled_jobs(seconds_since_heartbeat=stalled_after):
        if row.id is not None:
            logger.warning("%s was held by a worker that is gone; queued again", row.call_string)
            await _give_back(manager, row.id)
    await manager.prune_stalled_workers(stalled_after)
    for found in await app.connector.execute_query_all_async(FALLEN_OUT):
        await _queue(app, found["id"])


async def _give_back(manager: JobManager, row: int) -> None:
    try:
        await manager.retry_job_by_id_async(row, retry_at=now())
    except UniqueViolation:  # the job is queued again already, so this row is one too many
        await manager.finish_job_by_id_async(row, Status.ABORTED, delete_job=True)
    except ConnectorException as error:
        if not isinstance(error.__cause__, RaiseException):
            raise
        # Another worker's reaper was quicker.


async def _queue(app: App, job_id: str) -> None:
    logger.warning("job %s was in nobody's hands; queued again", job_id)
    with suppress(AlreadyEnqueued):
        await app.configure_task(RUN, queue=QUEUE, queueing_lock=job_id).defer_async(job_id=job_id)
