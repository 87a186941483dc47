"""Worker processes that are stopped, killed, and lose their database."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection

from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now
from niangjia.foundation.jobs.models import Job, State
from niangjia.foundation.jobs.readings import job_readings
from niangjia.foundation.jobs.sample import start_trial
from tests.harness.house import wait_until

from .kinds import effects
from .workers import ask_to_stop, wait_for, worker

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long
LONG, REST = 200, 5  # chunks, and milliseconds in each: some seconds of work
# Of this database alone: tests beside this one use the same role.
CONNECTIONS = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = current_user"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "worker.log"


def column(statement: str, *values: Any) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {row[0] for row in cursor}


def test_what_a_killed_worker_held_ends_with_every_effect_once(committed: str, log: Path) -> None:
    job = start_trial(PLATFORM, LONG, rest=REST)
    for part in (1, 3):
        with worker(committed, log):  # ends with SIGKILL
            wait_for(job, State.RUNNING, done=LONG * part // 6)
    with worker(committed, log):
        wait_for(job, State.DONE)
        queue = "SELECT id FROM procrastinate_jobs WHERE task_name = 'jobs.run'"
        wait_until(lambda: not column(queue), seconds=5, what="nothing is left in the queue")
    assert effects(job) == list(range(LONG))


def test_asked_to_stop_it_hands_back_and_the_next_goes_on(committed: str, log: Path) -> None:
    job = start_trial(PLATFORM, LONG, rest=REST)
    with worker(committed, log) as process:
        wait_for(job, State.RUNNING, done=10)
        began = time.monotonic()
        assert ask_to_stop(process) == 0
        assert time.monotonic() - began < 5
    job.refresh_from_db()
    assert (job.attempts, column("SELECT id FROM procrastinate_workers")) == (0, set())
    with worker(committed, log):
        wait_for(job, State.DONE, seconds=8)
    assert effects(job) == list(range(LONG))


def test_it_outlives_its_connections_and_holds_no_more_than_counted(committed: str, log: Path) -> None:
    jobs, before = [start_trial(PLATFORM, LONG, rest=REST) for _number in range(3)], column(CONNECTIONS)
    with worker(committed, log) as process:
        wait_for(jobs[0], State.RUNNING, done=10)
        held = few_connections(before)
        column("SELECT pg_terminate_backend(pid) FROM unnest(%s) AS pid", list(held))
        for job in jobs:
            wait_for(job, State.DONE, seconds=30)
        assert process.poll() is None
        few_connections(before)
    assert [effects(job) for job in jobs] == [list(range(LONG))] * 3


def few_connections(before: set[int]) -> set[int]:
    """What the worker holds; a connection that it closed is seen for a moment longer on a busy machine."""
    wait_until(lambda: len(column(CONNECTIONS) - before) <= 2 + 3, seconds=3, what="the connections are few")
    return column(CONNECTIONS) - before


def test_a_job_that_fell_out_of_the_queue_is_queued_again(committed: str, log: Path) -> None:
    job = start_trial(PLATFORM, 3)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    with worker(committed, log):
        wait_for(job, State.DONE)


def test_what_the_timetable_missed_is_made_up_for(committed: str, log: Path) -> None:
    old = start_trial(PLATFORM, 1)
    Job.objects.filter(pk=old.pk).update(state=State.DONE, finished=now() - timedelta(days=100))
    with worker(committed, log):
        wait_until(lambda: not Job.objects.filter(pk=old.pk).exists(), seconds=20, what="the old job is swept out")


def test_the_readings_miss_a_worker(committed: str, log: Path) -> None:
    def health() -> dict[str, str]:
        return {reading.key: reading.health for reading in job_readings()}

    assert health()["jobs.workers"] == "bad"
    with worker(committed, log):
        wait_until(lambda: set(health().values()) == {"good"}, seconds=5, what="the worker is seen")
