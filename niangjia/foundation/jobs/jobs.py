"""The jobs of the jobs: the trial job, and sweeping out what is long over."""

from __future__ import annotations

from datetime import timedelta

from niangjia.foundation.clock import now

from . import sample  # noqa: F401 - declares the trial job
from .models import Job
from .timetable import periodic

KEPT = timedelta(days=90)


@periodic("11 3 * * *")
def sweep_jobs() -> None:
    """Delete jobs that were over three months ago."""
    Job.objects.filter(finished__lt=now() - KEPT).delete()
