"""Every night: what came without a name is settled, and goes when its time is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs import Step, job_kind, periodic
from niangjia.foundation.jobs.actions import start_job

from .acts.alerting import raise_alerts
from .acts.anonymous import erase_old, open_waiting, settle_days
from .acts.asking import ask_again
from .acts.confiding import forget_names
from .acts.drafting import drop_old_drafts
from .acts.reviewing import open_wanted
from .letters.acts import tell_late_letters
from .reports.acts import tell_late_reports

if TYPE_CHECKING:
    from niangjia.foundation.jobs import Ids, Work

KIND, ALERTS = "concerns.erase", "concerns.alerts"


@periodic("41 2 * * *")
def start_erasing() -> None:
    start_job(PLATFORM, KIND, {})


@job_kind(KIND, title=_("Settling concerns without a name, deleting those whose time is over"))
def erase_some(work: Work, cursor: Ids | None) -> Step:
    """Once a night; of what is over two hundred at most, the rest the next."""
    drop_old_drafts()
    forget_names()
    done = settle_days() + open_waiting() + open_wanted() + erase_old() + ask_again() + tell_late_letters()
    return Step(None, done=done)


@periodic("3 */2 * * *")
def start_alerting() -> None:
    """Every other hour: what is told of a danger without a name tells the hour, and no more."""
    start_job(PLATFORM, ALERTS, {})


@job_kind(ALERTS, title=_("Looking for concerns of wide effect"))
def alert_some(work: Work, cursor: Ids | None) -> Step:
    return Step(None, done=raise_alerts() + tell_late_reports())
