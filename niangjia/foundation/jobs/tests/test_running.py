from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from niangjia.foundation.access.actor import PLATFORM, actor_of
from niangjia.foundation.access.permissions import TRY_JOB
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import Job, State
from niangjia.foundation.jobs.sample import start_trial

from .kinds import effects, left_behind, run, seen

if TYPE_CHECKING:
    from tests.harness.people import Cast


def test_a_job_runs_to_its_end_and_says_how_far_it_is(db: None) -> None:
    job = run(start_trial(PLATFORM, 5))
    assert (job.state, job.done, job.total, job.cursor) == (State.DONE, 5, 5, None)
    assert effects(job) == [0, 1, 2, 3, 4]
    assert job.started and job.finished


def test_when_its_time_is_up_it_queues_again(db: None) -> None:
    job = run(start_trial(PLATFORM, 3), seconds=0)
    assert (job.state, job.done, job.attempts, job.cursor) == (State.RUNNING, 1, 0, {"next": 1})


def test_it_acts_as_who_started_it_with_the_rights_of_now(cast: Cast) -> None:
    account = cast["system_admin"]
    job = start_job(actor_of(account), "test.look_around", {})
    account.administers = ""
    account.save(update_fields=["administers"])
    run(job)
    assert seen[0] == actor_of(account)
    assert not actor_of(account).may(TRY_JOB)


def test_a_closed_account_ends_its_jobs(cast: Cast) -> None:
    account = cast["clerk"]
    job = start_job(actor_of(account), "test.look_around", {})
    account.is_active = False
    account.save(update_fields=["is_active"])
    job = run(job)
    assert (job.state, job.failure) == (State.FAILED, "account_closed")
    assert job.reason


def test_nothing_of_the_callers_context_is_seen(db: None) -> None:
    job = start_job(PLATFORM, "test.look_around", {})
    token = left_behind.set("of the caller")
    try:
        with translation.override("en"):
            run(job)
    finally:
        left_behind.reset(token)
    assert seen[1:] == ["", "zh-hans"]


def test_a_chunk_that_goes_nowhere_ends_the_job(db: None) -> None:
    job = run(start_job(PLATFORM, "test.stand_still", {}))
    assert (job.state, job.failure) == (State.FAILED, "stuck")


def test_a_job_of_another_version_waits(db: None) -> None:
    job = start_trial(PLATFORM, 1)
    Job.objects.filter(pk=job.pk).update(kind="of.tomorrow")
    job = run(job)
    assert (job.state, job.failure, job.title) == (State.WAITING, "unknown_kind", "of.tomorrow")


@pytest.mark.parametrize(("started_by", "scope"), [("platform", 0), ("system_admin", 2)])
def test_a_chunk_costs_two_queries_and_its_own(started_by: str, scope: int, committed: str, cast: Cast) -> None:
    actor = PLATFORM if started_by == "platform" else actor_of(cast[started_by])
    short, long = start_trial(actor, 1), start_trial(actor, 11)
    counts = []
    for job in (short, long):
        with CaptureQueriesContext(connection) as queries:
            run(job)
        counts.append(len([q for q in queries if q["sql"] not in {"BEGIN", "COMMIT"}]))
    assert counts[1] - counts[0] == 10 * (2 + 1 + scope)
