"""On real connections, with real commits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from django.db import connection, connections

from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs import running
from niangjia.foundation.jobs.actions import cancel_job, start_job
from niangjia.foundation.jobs.models import LIVE, Job, State
from niangjia.foundation.jobs.running import run_slice
from niangjia.foundation.jobs.sample import start_trial

from . import kinds
from .kinds import effects

if TYPE_CHECKING:
    from collections.abc import Iterator


def in_thread(job: Job) -> None:
    """What a thread of a worker does."""
    try:
        run_slice(job.pk)
    finally:
        connections.close_all()


def to_the_end(job: Job) -> None:
    """Take the job in short slices, as if every worker held it, until it is done."""
    try:
        while Job.objects.get(pk=job.pk).state in LIVE:
            run_slice(job.pk, seconds=0.01)
    finally:
        connections.close_all()


@pytest.fixture
def waiting(committed: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Job]:
    """A job whose chunk waits at the gate, in another thread; the gate is open after the test."""
    monkeypatch.setattr(kinds, "gate", kinds.Gate())
    job = start_job(PLATFORM, "test.wait", {})
    with ThreadPoolExecutor(1) as hands:
        hands.submit(in_thread, job)
        assert kinds.gate.reached.wait(10)
        yield job
        kinds.gate.opened.set()


def queued_in_seconds() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM max(scheduled_at) - now()) FROM procrastinate_jobs")
        return float(cursor.fetchone()[0])


def test_each_effect_is_there_once_whoever_else_holds_the_job(committed: str) -> None:
    job = start_trial(PLATFORM, 150)
    with ThreadPoolExecutor(4) as hands:
        list(hands.map(to_the_end, [job] * 4))
    assert effects(job) == list(range(150))


def test_even_without_the_lock_only_one_of_two_has_its_effect(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As behind a pooler that deals out connections by the transaction: there such locks hold nothing.
    monkeypatch.setattr(running, "HOLD", "SELECT %s IS NOT NULL")
    monkeypatch.setattr(running, "RELEASE", "SELECT %s IS NOT NULL")
    job = start_job(PLATFORM, "test.meet", {})
    with ThreadPoolExecutor(2) as hands:
        list(hands.map(in_thread, [job] * 2))
    job.refresh_from_db()
    assert (job.state, effects(job)) == (State.DONE, [0, 1])


def test_cancelling_does_not_wait_for_the_chunk_and_undoes_it(waiting: Job) -> None:
    cancel_job(PLATFORM, waiting)
    kinds.gate.opened.set()
    run_slice(waiting.pk)  # nothing is left to do
    waiting.refresh_from_db()
    assert (waiting.state, effects(waiting)) == (State.CANCELLED, [])


def test_a_job_that_another_worker_is_at_is_looked_at_again_later(waiting: Job) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    run_slice(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.attempts == 1
    assert 3 < queued_in_seconds() <= 5
