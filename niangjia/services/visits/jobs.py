"""On Mondays: problems that are late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs import Step, job_kind, periodic
from niangjia.foundation.jobs.actions import start_job

from .acts.reminding import remind_of_late

if TYPE_CHECKING:
    from niangjia.foundation.jobs import Ids, Work

KIND = "visits.late"


@periodic("23 8 * * 1")
def start_reminding() -> None:
    start_job(PLATFORM, KIND, {})


@job_kind(KIND, title=_("Reminding of late problems"))
def remind_some(work: Work, cursor: Ids | None) -> Step:
    return Step(None, done=remind_of_late())
