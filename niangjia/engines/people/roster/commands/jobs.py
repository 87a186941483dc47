"""Jobs that a command sees to their end: beside a worker, or without one."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from django.db import connection

from niangjia.engines.people.refusals import NotPossible
from niangjia.foundation.jobs.models import LIVE, Job, State
from niangjia.foundation.jobs.queue import withdraw
from niangjia.foundation.jobs.running import run_slice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

LONG = 86_400.0  # seconds
LOOK = 0.2  # seconds between two looks at a job that a worker has


def run_to_end(jobs: Sequence[Job]) -> None:
    """Run the jobs, several at once, unless a worker has them: then wait. Raises NotPossible for one that failed.

    Nothing is done twice: whoever runs a job holds it, and each of its chunks counts once.
    """
    others = [threading.Thread(target=_run_apart, args=[job.pk], daemon=True) for job in jobs[1:]]
    for thread in others:
        thread.start()
    for job in jobs[:1]:
        _run(job.pk)
    for thread in others:
        thread.join()
    for job in Job.objects.filter(pk__in=[job.pk for job in jobs]):
        if job.state != State.DONE:
            raise NotPossible(f"It stopped: {job.reason or job.get_state_display()}")


def _run(job_id: UUID) -> None:
    run_slice(job_id, seconds=LONG)
    while Job.objects.filter(pk=job_id, state__in=LIVE).exists():
        time.sleep(LOOK)
        run_slice(job_id, seconds=LONG)
    withdraw(job_id)


def _run_apart(job_id: UUID) -> None:
    """On a connection of its own, as every thread has one."""
    try:
        _run(job_id)
    finally:
        connection.close()
