"""Kinds of jobs that only tests start."""

from __future__ import annotations

import threading
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.utils import translation

from niangjia.foundation.access.actor import Refused
from niangjia.foundation.jobs import CannotGoOn, Ids, Step, Work, job_kind
from niangjia.foundation.jobs.models import Job, SampleEffect
from niangjia.foundation.jobs.running import run_slice

PHONE, NAME = "13800138000", "王小梅"
left_behind: ContextVar[str] = ContextVar("left_behind", default="")
seen: list[object] = []


def run(job: Job, *, seconds: float = 20) -> Job:
    """Run a slice of the job here and give it back as it is then."""
    run_slice(job.pk, seconds=seconds)
    job.refresh_from_db()
    return job


def effects(job: Job) -> list[int]:
    """The numbers that the job's chunks left, in order."""
    return sorted(SampleEffect.objects.filter(job_id=job.pk).values_list("number", flat=True))


@job_kind("test.look_around", title="look around")
def look_around(work: Work, cursor: Ids | None) -> Step:
    """Note who acts and what of the caller's context is there."""
    seen[:] = [work.actor, left_behind.get(), translation.get_language()]
    return Step(None, done=1)


@job_kind("test.fail", title="fail")
def fail(work: Work, cursor: Ids | None) -> Step:
    """Do something, then fail with a text full of personal data."""
    SampleEffect.objects.create(job_id=work.job_id, number=0)
    raise LookupError(f"no member {NAME}, {PHONE}")


@job_kind("test.refuse", title="refuse")
def refuse(work: Work, cursor: Ids | None) -> Step:
    raise Refused(f"call {PHONE} or write to wang@example.org")


@job_kind("test.end", title="end for good")
def end(work: Work, cursor: Ids | None) -> Step:
    raise CannotGoOn("file_unreadable", "The file can't be read.")


@job_kind("test.stand_still", title="stand still")
def stand_still(work: Work, cursor: Ids | None) -> Step:
    return Step({"at": 1}, done=1)


@dataclass
class Gate:
    """Lets a test hold a chunk that runs in another thread."""

    reached: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)


gate = Gate()


@job_kind("test.wait", title="wait at the gate")
def wait(work: Work, cursor: Ids | None) -> Step:
    """Leave an effect, then wait until the test opens the gate."""
    SampleEffect.objects.create(job_id=work.job_id, number=0)
    gate.reached.set()
    assert gate.opened.wait(10)
    return Step(None, done=1)


both = threading.Barrier(2)


@job_kind("test.meet", title="meet another who does the same")
def meet(work: Work, cursor: Ids | None) -> Step:
    """Leave an effect and wait until the other one has left it too; a second chunk ends it."""
    SampleEffect.objects.create(job_id=work.job_id, number=1 if cursor else 0)
    if cursor:
        return Step(None, done=2)
    both.wait(10)
    return Step({"next": 1}, done=1)


@job_kind("test.count_tries", title="count tries")
def count_tries(work: Work, cursor: Ids | None) -> Step:
    """Note in three chunks how many tries of each stand in the job's row while it runs."""
    number = int(cursor["next"]) if cursor else 0
    seen[number:] = [Job.objects.get(pk=work.job_id).attempts]
    return Step({"next": number + 1} if number < 2 else None, done=number)
