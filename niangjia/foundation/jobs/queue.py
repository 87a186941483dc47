"""The queue: procrastinate's tables, whose rows carry a job's id and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager
from procrastinate.tasks import configure_task

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


QUEUE = "jobs"
RUN = "jobs.run"
WITHDRAW = "DELETE FROM procrastinate_jobs WHERE queueing_lock = %s AND status = 'todo'"

# Rows are written over the request's or the chunk's own connection, so that they come and go with its transaction.
_manager = JobManager(DjangoConnector())


def defer(job_id: UUID, *, at: datetime | None = None) -> None:
    """Queue the job, in the transaction at hand, from `at` on; does nothing if it is queued already."""
    row = configure_task(name=RUN, job_manager=_manager, queue=QUEUE, queueing_lock=str(job_id), schedule_at=at)
    try:
        with transaction.atomic():
            row.defer(job_id=str(job_id))
    except AlreadyEnqueued:
        pass


def withdraw(job_id: UUID) -> None:
    """Take the job out of the queue; a worker that has it already finds out by itself."""
    with connection.cursor() as cursor:
        cursor.execute(WITHDRAW, [str(job_id)])
