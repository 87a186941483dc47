"""A job as the page frames show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.foundation.clock import SHANGHAI
from niangjia.foundation.web.pieces import JobState, Progress

from .models import State

if TYPE_CHECKING:
    from .models import Job


def shown(job: Job, *, may_act: bool) -> Progress:
    """The job as a progress bar; `may_act` offers to cancel it."""
    here = {"job_id": job.pk}
    return Progress(
        title=job.title,
        state=JobState(job.state),
        done=job.done,
        total=job.total or 0,
        text=_text(job),
        poll_url=reverse("jobs:progress", kwargs=here),
        cancel_url=reverse("jobs:cancel", kwargs=here) if may_act else "",
        result_url=job.leads_to,
    )


def _text(job: Job) -> str:
    parts = [_("Started %(time)s.") % {"time": f"{job.created.astimezone(SHANGHAI):%m-%d %H:%M}"}]
    if job.state in (State.WAITING, State.FAILED):
        parts.append(job.reason)
    if job.state == State.WAITING and job.not_before:
        parts.append(_("Tries again at %(time)s.") % {"time": f"{job.not_before.astimezone(SHANGHAI):%H:%M:%S}"})
    return " ".join(part for part in parts if part)
