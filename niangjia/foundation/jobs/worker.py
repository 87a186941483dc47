"""The job worker: one process that runs several jobs at once, in threads.

It outlives its database: when that is gone it tries again with pauses, with everything made anew. On SIGTERM it
lets the chunks at hand end, hands back what takes longer than GRACE, and is gone within GRACE + LAST seconds.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import psycopg
from django.conf import settings
from django.db import connections
from procrastinate import App
from procrastinate.contrib.django.utils import connector_params
from procrastinate.exceptions import ConnectorException
from procrastinate.psycopg_connector import PsycopgConnector

from .failures import place_of
from .reaper import reap_until
from .tasks import prepare

logger = logging.getLogger(__name__)

GRACE, LAST = 6.0, 3.0  # seconds
POOL = 2  # connections for the queue itself; one more listens, and each thread has its own
A_DAY = 86_400.0  # seconds; what the timetable missed in the last day is made up for
LOST = (ConnectorException, psycopg.Error, OSError)
LONGEST_PAUSE, STEADY = 5.0, 60.0  # seconds between two rounds; a round that lasted so long was a good one


def run_worker() -> None:
    """Run jobs until SIGTERM or SIGINT, then return. Ends the process itself if a chunk does not end in time."""
    connections.close_all()  # this thread needs none
    Worker(settings.HOUSE.jobs_at_once, settings.HOUSE.stalled_after).work()


def _insist() -> None:
    logger.warning("a chunk did not end within %.0f s; it is undone and done again later", GRACE + LAST)
    os._exit(1)


class Worker:
    """A worker from its start to its end, in rounds between losses of the database."""

    def __init__(self, jobs_at_once: int, stalled_after: float) -> None:
        self._jobs_at_once, self._stalled_after = jobs_at_once, stalled_after
        self._stopping = threading.Event()
        self._awake = asyncio.Event()
        self._round: asyncio.Task[None] | None = None
        self._hands = ThreadPoolExecutor(jobs_at_once, thread_name_prefix="job")
        self._insistence = threading.Timer(GRACE + LAST, _insist)
        self._insistence.daemon = True

    def work(self) -> None:
        """Work until asked to stop."""
        asyncio.run(self._rounds())
        self._hands.shutdown(cancel_futures=True)  # waiting for a chunk has no end of its own, but see _stop
        self._insistence.cancel()

    def _stop(self) -> None:
        if not self._stopping.is_set():
            self._stopping.set()
            self._awake.set()
            self._insistence.start()
            if self._round is not None:
                self._round.cancel()

    async def _rounds(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, self._stop)
        pause = 1.0
        while not self._stopping.is_set():
            began = time.monotonic()
            why = await self._try_round()
            if self._stopping.is_set():
                break
            pause = 1.0 if time.monotonic() - began > STEADY else min(pause * 2, LONGEST_PAUSE)
            logger.warning("the database is gone (%s); trying again in %.0f s", why, pause)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._awake.wait(), pause)
        logger.info("job worker stopped")

    async def _try_round(self) -> str:
        """Serve until the end of this round; says what ended it."""
        self._round = asyncio.create_task(self._serve())
        try:
            await self._round
        except asyncio.CancelledError:
            return "asked to stop"
        except LOST as error:
            return place_of(error)
        return "connection lost"  # procrastinate ends by itself when its heart can't beat or its ear hears nothing

    async def _serve(self) -> None:
        address = connector_params()
        # Fails at once while the database is away; the pool would try in ever longer pauses of its own.
        await (await psycopg.AsyncConnection.connect(**address)).close()
        pool = PsycopgConnector(kwargs=address, min_size=1, max_size=POOL, timeout=5.0)
        app = App(connector=pool, periodic_defaults={"max_delay": A_DAY})
        prepare(app, self._hands, self._stopping.is_set)
        beat, ended = self._stalled_after / 4, asyncio.Event()
        async with app.open_async():
            reaping = reap_until(ended, app, stalled_after=self._stalled_after, every=min(beat, 5.0))
            reaper = asyncio.create_task(reaping, name="reaper")
            logger.info("job worker ready, %d at once", self._jobs_at_once)
            try:
                await app.run_worker_async(
                    concurrency=self._jobs_at_once,
                    fetch_job_polling_interval=min(beat, 2.0),
                    abort_job_polling_interval=A_DAY,  # we cancel by the job's own row
                    shutdown_graceful_timeout=GRACE,
                    delete_jobs="always",  # the job's own row is what people see
                    install_signal_handlers=False,
                    update_heartbeat_interval=beat,
                    stalled_worker_timeout=self._stalled_after,
                )
            finally:
                ended.set()  # a cancellation alone can get lost in a query that fails at the same moment
                reaper.cancel()
                await asyncio.wait([reaper], timeout=LAST)
