from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import connection

from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now
from niangjia.foundation.jobs import running
from niangjia.foundation.jobs.actions import retry_job, start_job
from niangjia.foundation.jobs.endings import MOST
from niangjia.foundation.jobs.failures import scrubbed
from niangjia.foundation.jobs.models import Job, State
from niangjia.foundation.jobs.sample import start_trial

from .kinds import NAME, PHONE, effects, run, seen


def once_more(job: Job) -> Job:
    """Run the job as if its pause were over."""
    Job.objects.filter(pk=job.pk).update(not_before=None)
    return run(job)


def break_down(job: Job) -> Job:
    """Take the job as a worker does that dies of its first chunk."""
    running._claim(job.pk)
    job.refresh_from_db()
    return job


def test_after_a_failure_it_waits_longer_and_longer_and_then_gives_up(db: None) -> None:
    job, pauses = start_job(PLATFORM, "test.fail", {}), []
    for _try in range(MOST - 1):
        job = once_more(job)
        assert job.state == State.WAITING
        assert job.not_before
        pauses.append((job.not_before - now()).total_seconds())
    assert pauses[0] < 7
    assert all(later > 3 * before for before, later in pairwise(pauses))
    assert once_more(job).state == State.FAILED


def test_a_pause_is_kept(db: None) -> None:
    job = run(start_job(PLATFORM, "test.fail", {}))
    assert (run(job).attempts, effects(job)) == (1, [])


def test_nothing_personal_is_kept_of_an_error(
    db: None, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    job = run(start_job(PLATFORM, "test.fail", {}))
    with connection.cursor() as cursor:
        cursor.execute("SELECT j::text FROM jobs_job j UNION ALL SELECT q::text FROM procrastinate_jobs q")
        kept = f"{cursor.fetchall()} {caplog.text} {capsys.readouterr()} {job.reason}"
    assert PHONE not in kept
    assert NAME not in kept
    assert "LookupError at niangjia/foundation/jobs/tests/kinds.py:" in caplog.text
    assert job.failure == "LookupError"


@pytest.mark.parametrize(
    ("kind", "code", "reason"),
    [
        ("test.refuse", "refused", "call … or write to …"),
        ("test.end", "file_unreadable", "The file can't be read."),
    ],
)
def test_a_refusal_ends_it_at_once_with_its_sentence(kind: str, code: str, reason: str, db: None) -> None:
    job = run(start_job(PLATFORM, kind, {}))
    assert (job.state, job.failure, job.reason) == (State.FAILED, code, reason)


@pytest.mark.parametrize("number", ["138-0013-8000", "138 0013 8000", "11010519491231002X", "１３８００１３８０００"])
def test_long_numbers_are_scrubbed(number: str) -> None:
    assert scrubbed(f"请拨打{number}。共 50000 行") == "请拨打…。共 50000 行"


def test_what_breaks_the_worker_down_again_and_again_is_given_up(db: None) -> None:
    job, begun = start_trial(PLATFORM, 1), 0
    while job.state != State.FAILED:
        Job.objects.filter(pk=job.pk).update(not_before=None)
        begun += break_down(job).state == State.RUNNING
    assert (begun, job.failure, effects(job)) == (MOST, "worker_died", [])


def test_after_one_breakdown_it_goes_on_at_once_after_two_it_waits(db: None) -> None:
    job = start_trial(PLATFORM, 1)
    states = [break_down(job).state for _time in range(3)]
    assert states == [State.RUNNING, State.RUNNING, State.WAITING]


def test_each_chunk_is_counted_before_it_runs(db: None) -> None:
    run(start_job(PLATFORM, "test.count_tries", {}))
    assert seen == [1, 1, 1]


def test_a_chunk_that_works_forgets_the_breakdowns(db: None) -> None:
    job = break_down(start_trial(PLATFORM, 2))
    assert run(job, seconds=0).attempts == 0


def test_tried_again_by_hand_it_has_all_its_tries(db: None) -> None:
    job = run(start_job(PLATFORM, "test.refuse", {}))
    retry_job(PLATFORM, job)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.reason) == (State.WAITING, 0, "")
