"""Every morning: the day for arbitration comes near; words of who was erased go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs import Step, job_kind, periodic
from niangjia.foundation.jobs.actions import start_job

from .acts.alarming import warn_of_days
from .acts.forgetting import forget_erased

if TYPE_CHECKING:
    from niangjia.foundation.jobs import Ids, Work

KIND = "mediation.near"


@periodic("17 8 * * *")
def start_warning() -> None:
    start_job(PLATFORM, KIND, {})


@job_kind(KIND, title=_("Warning of days for arbitration"))
def warn_some(work: Work, cursor: Ids | None) -> Step:
    return Step(None, done=warn_of_days() + forget_erased())
