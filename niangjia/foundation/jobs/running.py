"""Runs jobs: a slice of time, in it chunk after chunk, each in a transaction of its own."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from contextvars import Context
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import connection, connections, transaction

from niangjia.foundation.access.numbering import again
from niangjia.foundation.clock import now

from .endings import MOST, give_up, put_down, try_again
from .failures import WORKER_DIED, Failure, Stuck, place_of
from .ids import packed, unpacked
from .kinds import Work, known
from .models import LIVE, Job, State
from .queue import defer
from .surroundings import surrounded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from .kinds import Step
    from .timetable import Entry

logger = logging.getLogger(__name__)

SLICE = 20.0  # seconds after which a job goes to the end of the queue, so that others get their turn
LATER = timedelta(seconds=5)  # until looking again at a job that another worker is still at
LOOKS, MOMENT = 5, 0.2  # seconds
HOLD, RELEASE = "SELECT pg_try_advisory_lock(%s)", "SELECT pg_advisory_unlock(%s)"


class _Overtaken(Exception):
    """While the chunk ran, the job was cancelled or another worker did the same: what it did must not be."""


class PeriodicFailed(Exception):
    """A function that runs by the clock failed; the message is its name and the place, without data."""


def never() -> bool:
    return False


def run_slice(job_id: UUID, *, seconds: float = SLICE, stopping: Callable[[], bool] = never) -> None:
    """Run chunks of a job until it is over, it fails, its time is up or the worker stops.

    Runs in an empty context, as in a process of its own. Raises nothing: what can't be put down with the job
    because the database is gone is left to the reaper.
    """
    until = time.monotonic() + seconds
    _in_empty_context(partial(_slice, job_id, lambda: time.monotonic() < until and not stopping()))


def _in_empty_context(work: Callable[[], None]) -> None:
    """Nothing of the caller is seen, but his connections serve: below an event loop they stand in the context."""
    lent = connections.all(initialized_only=True)

    def begin() -> None:
        for one in lent:
            connections[one.alias] = one
        work()

    Context().run(begin)


def _slice(job_id: UUID, go_on: Callable[[], bool]) -> None:
    try:
        with _held(job_id) as held:
            if not held:
                defer(job_id, at=now() + LATER)
            elif _claim(job_id):
                while _try_chunk(job_id, go_on):
                    pass
    except Exception as error:  # noqa: BLE001 - see run_slice
        logger.error("job %s left to the reaper: %s", job_id, place_of(error))


@contextmanager
def _held(job_id: UUID) -> Iterator[bool]:
    """Have the job for oneself; False if another worker has it for longer than a moment.

    It spares two workers from doing the same; that nothing is done twice is seen to in `_save`. An advisory lock and
    not one on the row, so that people can cancel while a chunk runs; it goes with the connection of who dies.
    """
    key = int.from_bytes(job_id.bytes[:8], signed=True)
    held = _take(key)
    try:
        yield held
    finally:
        if held and not _try(RELEASE, key):
            connection.close()  # the lock was lost with an earlier connection; nothing of it shall linger in this one


def _take(key: int) -> bool:
    for _look in range(LOOKS):  # the slice before may just be ending
        if _try(HOLD, key):
            return True
        time.sleep(MOMENT)
    return False


def _try(statement: str, key: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [key])
        return bool(cursor.fetchone()[0])


@transaction.atomic
def _claim(job_id: UUID) -> bool:
    """Count the try, in a transaction before the chunk's: one that breaks the worker down is counted too."""
    job = Job.objects.select_for_update().filter(pk=job_id, state__in=LIVE).first()
    if job is None:
        return False
    broke_down = job.attempts if job.state == State.RUNNING else 0
    if broke_down >= MOST:
        give_up(job, Failure(WORKER_DIED))
    elif broke_down > 1:
        try_again(job, Failure(WORKER_DIED), after=broke_down - 1)
    elif job.not_before and job.not_before > now():
        defer(job_id, at=job.not_before)
    else:
        _begin(job)
        return True
    return False


def _begin(job: Job) -> None:
    job.state, job.attempts, job.not_before = State.RUNNING, job.attempts + 1, None
    job.started = job.started or now()
    job.save(update_fields=["state", "attempts", "not_before", "started"])


def _try_chunk(job_id: UUID, go_on: Callable[[], bool]) -> bool:
    """Run a chunk; whether the next one shall follow at once."""
    try:
        return again(partial(_chunk, job_id, go_on))
    except _Overtaken:
        pass
    except Exception as error:  # noqa: BLE001 - whatever a chunk raises becomes the job's failure
        put_down(job_id, error)
    return False


@transaction.atomic
def _chunk(job_id: UUID, go_on: Callable[[], bool]) -> bool:
    job = Job.objects.select_related("account").filter(pk=job_id, state=State.RUNNING).first()
    if job is None:
        return False
    cursor = None if job.cursor is None else unpacked(job.cursor)
    actor = job.actor()
    with surrounded(actor):
        step = known(job.kind).chunk(Work(job.pk, actor, unpacked(job.ids)), cursor)
    onward = step.cursor is not None and go_on()
    _save(job, step, onward=onward)
    if step.cursor is not None and not onward:
        defer(job_id)
    return onward


def _save(job: Job, step: Step, *, onward: bool) -> None:
    cursor = None if step.cursor is None else packed(step.cursor)
    if cursor is not None and cursor == job.cursor:
        raise Stuck
    # With `onward` the try of the next chunk is counted in this commit, see _claim.
    fields: dict[str, Any] = {"cursor": cursor, "done": step.done, "attempts": int(onward)}
    if step.total is not None:
        fields["total"] = step.total
    if cursor is None:
        fields |= {"state": State.DONE, "finished": now()}
    # Whoever else did the same chunk has counted it, or will wait here and then find it counted.
    unchanged = Job.objects.filter(pk=job.pk, state=State.RUNNING, chunks=job.chunks)
    if not unchanged.update(chunks=job.chunks + 1, failure="", sentence="", **fields):
        raise _Overtaken


def run_entry(entry: Entry) -> None:
    """Run a line of the timetable, in an empty context and one transaction. Raises PeriodicFailed."""
    _in_empty_context(partial(_entry, entry))


def _entry(entry: Entry) -> None:
    try:
        with transaction.atomic():
            entry.function()
    except Exception as error:  # noqa: BLE001 - its text could be personal
        raise PeriodicFailed(f"{entry.name}: {place_of(error)}") from None
