"""Our tasks as procrastinate sees them: one that runs jobs, and one for each line of the timetable."""

from __future__ import annotations

import asyncio
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import close_old_connections, reset_queries
from procrastinate import BaseRetryStrategy, RetryDecision, RetryStrategy
from procrastinate.periodic import PeriodicTask

from .queue import QUEUE, RUN
from .running import never, run_entry, run_slice
from .timetable import clockwork, entries

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Executor

    from procrastinate import App
    from procrastinate.jobs import Job as Row

    from .timetable import Entry

SOON = 10  # priority of what runs by the clock: it is short and shall not wait behind long jobs


class HandBack(BaseRetryStrategy):
    """A job that the worker could not wait for when it was stopped goes back into the queue at once."""

    def get_retry_decision(self, *, exception: BaseException, job: Row) -> RetryDecision | None:
        return RetryDecision() if isinstance(exception, asyncio.CancelledError) else None


class ShanghaiTask(PeriodicTask[Any, Any, Any]):
    """procrastinate reads cron lines as UTC; ours mean the clock on the wall."""

    @cached_property
    def croniter(self) -> Any:
        return clockwork(self.cron)


def prepare(app: App, hands: Executor | None = None, stopping: Callable[[], bool] = never) -> None:
    """Make our tasks known to a procrastinate app. They run in the threads of `hands` and look at `stopping`."""

    async def run(job_id: str) -> None:
        await _in_thread(hands, partial(run_slice, UUID(job_id), stopping=stopping))

    app.task(name=RUN, queue=QUEUE, retry=HandBack())(run)
    for entry in entries():
        _prepare_entry(app, hands, entry)


def _prepare_entry(app: App, hands: Executor | None, entry: Entry) -> None:
    async def run(timestamp: int) -> None:
        await _in_thread(hands, partial(run_entry, entry))

    name = f"periodic.{entry.name}"
    # After a failure again in 6 s, 36 s, some 4 and some 22 minutes; never twice at once.
    again = RetryStrategy(max_attempts=4, exponential_wait=6)
    task = app.task(name=name, queue=QUEUE, lock=name, priority=SOON, retry=again)(run)
    scheduled = ShanghaiTask(task=task, cron=entry.cron, periodic_id="", configure_kwargs={})
    app.periodic_registry.periodic_tasks[task.name, ""] = scheduled


async def _in_thread(hands: Executor | None, work: Callable[[], None]) -> None:
    await asyncio.get_running_loop().run_in_executor(hands, _tidily, work)


def _tidily(work: Callable[[], None]) -> None:
    """As Django does around a request: a connection that broke is dropped, and made anew when it is needed."""
    close_old_connections()
    try:
        work()
    finally:
        close_old_connections()
        reset_queries()
