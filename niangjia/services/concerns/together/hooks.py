"""What the steps of a concern ask of the parts of others, and the days of who gets it passed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.matters.hooks import before_task_done, on_matter_closed, on_task_moved
from niangjia.engines.matters.limits.models import TimeLimit
from niangjia.engines.matters.limits.starting import end_limit, start_limit
from niangjia.engines.matters.refusals import NotPossible
from niangjia.foundation.clock import today
from niangjia.services.concerns.limits import TELL
from niangjia.services.concerns.reading import BROUGHT

from .models import Part

if TYPE_CHECKING:
    from niangjia.engines.matters.hooks import Moved
    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.actor import Actor


@before_task_done
def wait_for_parts(actor: Actor, task: Task, outcome: str) -> None:
    """The opinion joins what all have answered: nobody who was asked is passed over."""
    if task.procedure not in BROUGHT or task.key != "handle":
        return
    row = Part.objects.select_related("union").filter(matter=task.matter_id, answered=None, dropped=None).first()
    if row is not None:
        raise NotPossible(
            _("%(union)s has not answered its part yet: wait, or do without it.") % {"union": row.union}
        )


@on_matter_closed
def end_parts(matter: Matter) -> None:
    """Withdrawn or revoked: nobody answers any more."""
    if matter.procedure in BROUGHT:
        Part.objects.filter(matter=matter, answered=None, dropped=None).update(dropped=today())


@on_task_moved
def tell_anew(moved: Moved) -> None:
    """Who gets it passed on has the fifteen days for telling from receiving it (条例 第二十三条): those that went by
    before are not eaten from them. The sixty days of handling run on, for they are the worker's.
    """
    task = moved.task
    if task.procedure not in BROUGHT or task.key != "register":
        return
    running = TimeLimit.objects.filter(task=task, kind=TELL, outcome=TimeLimit.Outcome.RUNNING)
    for limit in running.exclude(event=today()):
        end_limit(limit, dropped=True)
        start_limit(TELL, task.matter, task=task, event=today(), fresh=True)
