"""One lock for all that happens to a matter: its row.

Whatever changes a matter or its tasks first takes the row of the matter FOR UPDATE, then reads the task anew. Fifty
who complete one task at once come one after the other; the first finds it living, the others find it over and get a
sentence. Nothing else is locked before it, and only rows of the same matter after it, so that nobody waits in a
circle. What works on many matters in one transaction takes all of them first, by id (`hold_matters`): a savepoint
gives no lock back, and between two matters others are taken (a number's series) that somebody who has one of the
matters waits for.
Before the tree of unions, a union's row or a person's there is the matter, for an action may turn to any of these:
docs/engines/matters.md has the whole order. Messages of time limits lock limits alone, and wait for nobody while they
hold them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import OperationalError, connection, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.matters.core.models import LIVING, Matter, Task, TaskState
from niangjia.engines.matters.refusals import NotPossible, Over
from niangjia.engines.matters.rights import is_held, may_act
from niangjia.engines.people.models import Union
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import SHANGHAI
from niangjia.foundation.database.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from niangjia.foundation.access.actor import Actor


# Every act begins with these.
MATTERS, TASKS, UNIONS = Rows(Matter), Rows(Task), Rows(Union)
HELD = "SELECT {matter} FROM matters_matter matter WHERE id = %s FOR UPDATE"
LIVING_TASK = """
    SELECT {task}, {held} FROM matters_task task JOIN people_union held ON held.id = task.union_id
    WHERE task.id = %s AND task.matter_id = %s
"""


def locked_matter(matter_id: int) -> Matter:
    """The matter, held until the transaction ends, as it is now."""
    with connection.cursor() as cursor:
        cursor.execute(HELD.format(matter=MATTERS.columns("matter")), [matter_id])
        row = cursor.fetchone()
    if row is None:
        raise Matter.DoesNotExist
    return MATTERS.read(row)


def locked_open(matter_id: int) -> Matter:
    """The same. Raises Over for one that is closed."""
    matter = locked_matter(matter_id)
    if not matter.is_open:
        raise Over(_("This matter is closed already."))
    return matter


def hold_matters(ids: Iterable[int]) -> None:
    """Hold many until the transaction ends, taken in one order, before anything else of them is looked at."""
    rows = Matter.objects.filter(pk__in=set(ids)).order_by("pk").select_for_update(of=("self",))
    list(rows.values_list("pk", flat=True))


def hold_at_once(ids: Iterable[int]) -> None:
    """The same by who holds already what comes behind matters. Raises NotPossible, and waits for nobody, where
    somebody has one of them in hand.
    """
    rows = Matter.objects.filter(pk__in=set(ids)).order_by("pk").select_for_update(of=("self",), nowait=True)
    try:
        with transaction.atomic():
            list(rows.values_list("pk", flat=True))
    except OperationalError:
        raise NotPossible(
            _("Somebody is working on a matter of this union just now. Try again in a moment.")
        ) from None


def living_task(matter: Matter, task_id: int) -> Task:
    """A task of a matter that is held, as it is now. Raises Over, with who was quicker, for one that is over."""
    with connection.cursor() as cursor:
        cursor.execute(
            LIVING_TASK.format(task=TASKS.columns("task"), held=UNIONS.columns("held")), [task_id, matter.pk]
        )
        row = cursor.fetchone()
    if row is None:
        raise Task.DoesNotExist
    task = TASKS.read(row[: len(TASKS.names)])
    task.matter, task.union = matter, UNIONS.read(row[len(TASKS.names) :])
    if task.union_id == matter.union_id:
        matter.union = task.union
    if task.state not in LIVING:
        raise Over(_over(task))
    return task


def _over(task: Task) -> str:
    if task.state == TaskState.WITHDRAWN or task.done is None:
        return _("This step is not needed any more.")
    when = date_format(task.done.astimezone(SHANGHAI), "DATETIME_FORMAT")
    if task.done_by is None:
        return _("This step was done already, on %(when)s.") % {"when": when}
    return _("%(who)s has done this step already, on %(when)s.") % {"who": task.done_by.name, "when": when}


def task_to_do(actor: Actor, matter: Matter, task_id: int) -> Task:
    """A living task that is the actor's to do and nobody else's. Raises Over, Refused."""
    task = living_task(matter, task_id)
    require_act(actor, task, matter)
    others = task.claimed_by_id != actor.account_id and actor.account_id is not None
    if others and task.claimed_by and is_held(task, matter):
        raise Over(_("%(who)s is working on this step.") % {"who": task.claimed_by.name})
    return task


def require_act(actor: Actor, task: Task, matter: Matter) -> None:
    """Raises Refused unless the step is for the actor."""
    if not may_act(actor, task, matter):
        raise Refused(_("This step is for others: who does it follows from a post in that very union."))


def require(holds: bool, sentence: str) -> None:
    """Raises NotPossible with the sentence if it does not hold."""
    if not holds:
        raise NotPossible(sentence)
