from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.models import Person
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM, Actor
from niangjia.foundation.jobs import Ids, Step, Work, job_kind
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import Job, State
from niangjia.foundation.jobs.running import run_slice

if TYPE_CHECKING:
    from tests.harness.people import Cast


@job_kind("test.count_persons", title="count persons")
def count_persons(work: Work, cursor: Ids | None) -> Step:
    return Step(None, done=Person.objects.count())


@job_kind("test.count_everybody", title="count everybody")
def count_everybody(work: Work, cursor: Ids | None) -> Step:
    with everywhere(work.actor, "a test"):
        return Step(None, done=Person.objects.count())


def _run(actor: Actor, kind: str) -> Job:
    job = start_job(actor, kind, {})
    run_slice(job.pk)
    job.refresh_from_db()
    return job


def test_a_job_sees_what_its_actor_sees(cast: Cast) -> None:
    assert _run(cast.actor("clerk"), "test.count_persons").done == 6
    assert _run(cast.actor("other_clerk"), "test.count_persons").done == 1
    assert _run(cast.actor("system_admin"), "test.count_persons").done == 0


def test_a_job_of_the_platform_says_why_it_reads(cast: Cast) -> None:
    _ = cast.union("mine")
    assert _run(PLATFORM, "test.count_persons").failure == "NoScope"
    done = _run(PLATFORM, "test.count_everybody")
    assert (done.state, done.done) == (State.DONE, 8)
