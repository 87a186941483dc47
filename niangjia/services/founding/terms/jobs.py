"""Each morning unions are warned of what runs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs import Step, job_kind, periodic
from niangjia.foundation.jobs.actions import start_job

from .warning import warn_some

if TYPE_CHECKING:
    from niangjia.foundation.jobs import Ids, Work

KIND = "founding.warn"


@periodic("37 6 * * *")
def start_warning() -> None:
    """Once a day, before work begins."""
    start_job(PLATFORM, KIND, {})


@job_kind(KIND, title=_("Warning unions of what runs out"))
def warn(work: Work, cursor: Ids | None) -> Step:
    """Some unions at a time, by id; what a killed chunk has written is gone with it and is written again."""
    done = int(cursor["done"]) if cursor else 0
    last, made = warn_some(int(cursor["last"]) if cursor else 0)
    done += made
    return Step({"last": last, "done": done} if last is not None else None, done=done)
