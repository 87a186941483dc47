"""A trial job that proves the machinery: every chunk leaves one row, and each row must be there once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.permissions import TRY_JOB

from .actions import start_job
from .kinds import Step, Work, job_kind
from .models import SampleEffect

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

    from .ids import Ids
    from .models import Job

COUNT = "sample.count"
MOST_CHUNKS = 10_000
LONGEST_REST = 1_000  # milliseconds


@job_kind(COUNT, title=_("Trial job"))
def count(work: Work, cursor: Ids | None) -> Step:
    """Leave one effect; `rest` (milliseconds) makes it take as long as real work would."""
    number, chunks = int(cursor["next"]) if cursor else 0, int(work.ids["chunks"])
    SampleEffect.objects.create(job_id=work.job_id, number=number)
    time.sleep(int(work.ids["rest"]) / 1000)
    after = number + 1
    return Step({"next": after} if after < chunks else None, done=after, total=chunks)


def start_trial(actor: Actor, chunks: int, *, rest: int = 0) -> Job:
    """Start a trial job of so many chunks, each resting so many milliseconds.

    Raises Refused, or ValueError for fewer than 1 or more than MOST_CHUNKS, or a rest over LONGEST_REST.
    """
    actor.require(TRY_JOB)
    if not (1 <= chunks <= MOST_CHUNKS and 0 <= rest <= LONGEST_REST):
        raise ValueError(f"a trial job has 1 to {MOST_CHUNKS} chunks and rests up to {LONGEST_REST} ms in each")
    return start_job(actor, COUNT, {"chunks": chunks, "rest": rest}, total=chunks)
