"""What messages do in the background and by the clock."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from psycopg.errors import LockNotAvailable

from niangjia.engines.journal.connections import NoOwner
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now
from niangjia.foundation.jobs import Step, job_kind, periodic
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import LIVE, Job

from .broadcasts import sending as _broadcasting  # noqa: F401 - declares its job
from .sending import months
from .sending.delivering import deliver_some
from .sending.models import WAITING, Message
from .sending.sending import DELIVER

if TYPE_CHECKING:
    from niangjia.foundation.jobs import Ids, Work

logger = logging.getLogger(__name__)

DELIVER_DUE = "notices.deliver_due"


@job_kind(DELIVER, title=_("Carrying messages out"))
def deliver(work: Work, cursor: Ids | None) -> Step:
    """Some messages of one notice in one go."""
    return _deliver(int(work.ids["notice"]), cursor)


@job_kind(DELIVER_DUE, title=_("Carrying out messages that waited"))
def deliver_due(work: Work, cursor: Ids | None) -> Step:
    """Some messages that waited for the morning or for another try."""
    return _deliver(None, cursor)


def _deliver(notice: int | None, cursor: Ids | None) -> Step:
    before = int(cursor["tried"]) if cursor else 0
    tried, more = deliver_some(notice)
    return Step({"tried": before + tried} if more and tried else None, done=before + tried)


@periodic("* * * * *")
def start_due() -> None:
    """Start what is due, unless a job is at it already."""
    due = Message.objects.filter(not_before__lte=now(), state__in=WAITING).exists()
    if due and not Job.objects.filter(kind=DELIVER_DUE, state__in=LIVE).exists():
        start_job(PLATFORM, DELIVER_DUE, {})


@periodic("13 2 * * *")
def make_months() -> None:
    """Have the coming months ready."""
    months.make_months()


@periodic("43 3 3 * *")
def let_go() -> None:
    """Let go what was over when the month began; what is in the way now is not so next month."""
    try:
        months.let_go()
    except (NoOwner, LockNotAvailable) as error:
        logger.warning("notices: old months were not dropped (%s)", error.__class__.__name__)
