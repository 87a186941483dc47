"""Steps that somebody took over who may not do them any more go back to the queue, every night.

Rights end by a day that passes, by a post, a deputising or an account: there is no one act to follow. In between such
a step is anybody's already who may do it (rights.is_held); this is so that lists say so, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from niangjia.engines import journal
from niangjia.engines.matters import journal_codes as codes
from niangjia.engines.matters.acts.going import note_event
from niangjia.engines.matters.acts.locking import hold_matters
from niangjia.engines.matters.acts.tasks import said
from niangjia.engines.matters.core.models import Event, Task, TaskState
from niangjia.engines.matters.rights import actable
from niangjia.foundation.access.actor import PLATFORM, actor_of
from niangjia.foundation.access.models import Account
from niangjia.foundation.jobs import Step, job_kind, periodic
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import LIVE, Job

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.foundation.jobs import Ids, Work

KIND, AT_ONCE = "matters.give_back_left", 50  # accounts of a chunk


@periodic("52 4 * * *")
def every_night() -> None:
    """Start it, unless it is at work still."""
    if _claimed().exists() and not Job.objects.filter(kind=KIND, state__in=LIVE).exists():
        start_job(PLATFORM, KIND, {})


@job_kind(KIND, title=_("Giving back steps of those who left"))
def give_back_some(work: Work, cursor: Ids | None) -> Step:
    """Those of some accounts, by their id."""
    after, done = (int(cursor[name]) for name in ("after", "done")) if cursor else (0, 0)
    who = _claimed().filter(claimed_by__gt=after).order_by("claimed_by").values_list("claimed_by", flat=True)
    accounts = list(Account.objects.filter(pk__in=who.distinct()[:AT_ONCE]).order_by("pk"))
    done += give_back_left(accounts)
    return Step({"after": accounts[-1].pk, "done": done} if len(accounts) == AT_ONCE else None, done=done)


def give_back_left(accounts: list[Account]) -> int:
    """Give back what these took over and may not do any more; how many."""
    left = [pair for account in accounts for pair in _left(account).values_list("pk", "matter")]
    hold_matters(matter for _task, matter in left)
    rows = _claimed().filter(pk__in=[task for task, _matter in left], claimed_by__in=accounts)
    tasks = list(rows.select_related("matter", "union"))
    for task in tasks:
        task.state, task.claimed_by, task.claimed = TaskState.OPEN, None, None
        task.save(update_fields=["state", "claimed_by", "claimed"])
        note_event(PLATFORM, task.matter, Event.Kind.GIVEN_BACK, task=task)
        journal.record(PLATFORM, codes.GIVEN_BACK, task.matter, union=task.union_id, data={"step": said(task)})
    return len(tasks)


def _left(account: Account) -> QuerySet[Task]:
    return _claimed().filter(claimed_by=account).exclude(actable(actor_of(account)))


def _claimed() -> QuerySet[Task]:
    return Task.objects.filter(state=TaskState.CLAIMED, for_applicant=False)
