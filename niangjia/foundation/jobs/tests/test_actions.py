from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction

from niangjia.foundation.access.actor import PLATFORM, VISITOR, Refused, actor_of
from niangjia.foundation.jobs.actions import cancel_job, retry_job, start_job
from niangjia.foundation.jobs.kinds import UnknownKind
from niangjia.foundation.jobs.models import Job, State
from niangjia.foundation.jobs.sample import start_trial

from .kinds import effects, run

if TYPE_CHECKING:
    from tests.harness.people import Cast


def queue() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text, status::text FROM procrastinate_jobs ORDER BY id")
        return list(cursor.fetchall())


def test_the_queue_holds_nothing_but_the_id(db: None) -> None:
    job = start_trial(PLATFORM, 3)
    assert queue() == [(f'{{"job_id": "{job.pk}"}}', "todo")]


def test_a_start_that_is_rolled_back_leaves_nothing(db: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        start_trial(PLATFORM, 3)
        raise ZeroDivisionError
    assert not Job.objects.exists()
    assert queue() == []


def test_unknown_kinds_and_visitors_are_refused(db: None) -> None:
    with pytest.raises(UnknownKind):
        start_job(PLATFORM, "no.such", {})
    with pytest.raises(Refused):
        start_job(VISITOR, "sample.count", {})


def test_a_trial_needs_its_permission(cast: Cast) -> None:
    with pytest.raises(Refused):
        start_trial(actor_of(cast["clerk"]), 1)


def test_a_cancelled_job_leaves_the_queue_and_does_nothing(cast: Cast) -> None:
    actor = actor_of(cast["system_admin"])
    job = start_trial(actor, 3)
    cancel_job(actor, job)
    assert queue() == []
    assert (run(job).state, effects(job)) == (State.CANCELLED, [])


def test_what_is_over_can_not_be_cancelled(db: None) -> None:
    job = run(start_trial(PLATFORM, 1))
    with pytest.raises(Refused):
        cancel_job(PLATFORM, job)


def test_trying_again_goes_on_from_where_it_was(db: None) -> None:
    job = run(start_trial(PLATFORM, 3), seconds=0)
    cancel_job(PLATFORM, job)
    retry_job(PLATFORM, job)
    assert len(queue()) == 1
    assert (run(job).state, effects(job)) == (State.DONE, [0, 1, 2])


def test_what_goes_on_can_not_be_tried_again(db: None) -> None:
    with pytest.raises(Refused):
        retry_job(PLATFORM, start_trial(PLATFORM, 1))


@pytest.mark.parametrize("verb", [cancel_job, retry_job])
def test_jobs_of_others_are_left_alone(verb: object, cast: Cast) -> None:
    job = start_trial(actor_of(cast["system_admin"]), 1)
    with pytest.raises(Refused, match=r"别人|somebody else"):
        verb(actor_of(cast["clerk"]), job)  # type: ignore[operator]
