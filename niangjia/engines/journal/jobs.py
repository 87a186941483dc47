"""What the journal does by the clock."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg.errors import LockNotAvailable

from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs import CannotGoOn, Step, job_kind, periodic
from niangjia.foundation.jobs.actions import start_job

from .connections import OWNER, NoOwner, connected
from .months import ensure_months
from .own_codes import JOURNAL, REMOVED
from .sealing.contents import Broken
from .sealing.retention import drop_empty_months, remove_expired
from .sealing.sealer import seal
from .writing import record

if TYPE_CHECKING:
    from niangjia.foundation.jobs import Ids, Work

logger = logging.getLogger(__name__)
A_WHILE = 5.0  # seconds: some half a million entries


@periodic("* * * * *")
def seal_journal() -> None:
    """Seal what has become final; of a great many entries the rest a minute later, for people's work goes first."""
    seal(seconds=A_WHILE)


@periodic("7 2 * * *")
def make_months() -> None:
    """Have the coming months ready. What is in the way now is hardly so tomorrow, and there are months left."""
    try:
        with connected(OWNER) as connection:
            ensure_months(connection)
    except (NoOwner, LockNotAvailable) as error:
        logger.warning("journal: months were not made (%s)", error.__class__.__name__)


@periodic("37 3 2 * *")
def start_retention() -> None:
    """Let go what was over when the month began."""
    start_job(PLATFORM, "journal.retention", {})


@job_kind("journal.retention", title=gettext_lazy("Removing entries of the journal after their time"))
def retention(work: Work, cursor: Ids | None) -> Step:
    """Some seals in one go."""
    after, removed = (int(cursor["seal"]), int(cursor["removed"])) if cursor else (0, 0)
    try:
        gone = remove_expired(after=after)
    except Broken as broken:
        raise CannotGoOn("journal_damaged", broken.damage.sentence) from None
    except NoOwner:
        raise CannotGoOn("no_owner", _("DATABASE_OWNER_URL is not set for the worker.")) from None
    removed += gone.count
    if gone.seal is not None:
        return Step({"seal": gone.seal, "removed": removed}, done=gone.seal)
    _finish(removed)
    return Step(None, done=after)


def _finish(removed: int) -> None:
    try:
        drop_empty_months()  # before the entry: it holds the table until the job commits
    except LockNotAvailable:
        logger.warning("journal: empty months were not dropped, the table is in use")
    if removed:
        record(PLATFORM, REMOVED, JOURNAL, data={"count": removed})
