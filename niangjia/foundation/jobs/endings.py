"""What becomes of a job that failed: another try after a pause, or the end."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from niangjia.foundation.clock import now

from .failures import failure_of, place_of
from .models import Job, State
from .queue import defer

if TYPE_CHECKING:
    from uuid import UUID

    from .failures import Failure

logger = logging.getLogger(__name__)

PAUSES = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
)
MOST = len(PAUSES) + 1  # tries of one chunk


@transaction.atomic
def put_down(job_id: UUID, error: Exception) -> None:
    """Put down that a chunk of the job raised this, and try again later or not."""
    job = Job.objects.select_for_update().filter(pk=job_id, state=State.RUNNING).first()
    if job is None:  # cancelled meanwhile
        return
    failure = failure_of(error)
    logger.warning("job %s (%s), try %d: %s", job.pk, job.kind, job.attempts, place_of(error))
    if failure.final or job.attempts >= MOST:
        give_up(job, failure)
    else:
        try_again(job, failure, after=job.attempts)


def try_again(job: Job, failure: Failure, *, after: int) -> None:
    """Let the job, whose row is locked, wait; the more tries of the chunk went before, the longer."""
    # Up to a quarter longer, each job its own share: what fell together shall not come back together.
    pause = PAUSES[after - 1] * (1 + job.pk.bytes[-1] / 1024)
    job.state, job.not_before = State.WAITING, now() + pause
    _save(job, failure)
    defer(job.pk, at=job.not_before)


def give_up(job: Job, failure: Failure) -> None:
    """End the job, whose row is locked, as failed."""
    job.state, job.not_before, job.finished = State.FAILED, None, now()
    _save(job, failure)


def _save(job: Job, failure: Failure) -> None:
    job.failure, job.sentence = failure.code[:64], failure.sentence
    job.save(update_fields=["state", "not_before", "finished", "failure", "sentence"])
