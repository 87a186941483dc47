"""A limit begins with a task or an event, and ends with it. Called inside the transaction of what happened."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import connection

from niangjia.engines.matters.acts.otherwise import day_of_ending
from niangjia.engines.matters.acts.tasks import node_of
from niangjia.engines.matters.core.models import State, TaskState
from niangjia.foundation.clock import now, today
from niangjia.foundation.database.rows import Rows

from .kinds import UnknownLimit, limit_kind
from .models import LimitExtension, LimitPause, TimeLimit
from .settling import EVERY, MOST, WARN, chain_of, end_of, figures_for, settle, steps_of, take_figure

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.matters.core.models import Matter, Task
    from niangjia.engines.people.models import Union

logger = logging.getLogger(__name__)


def start_limit(
    kind: str,
    matter: Matter,
    *,
    task: Task | None = None,
    union: Union | None = None,
    event: date | None = None,
    fresh: bool = False,
) -> TimeLimit:
    """Let a limit run from the day of `event` (today). `union` is who has to act, the task's or the matter's.

    The figure is that of the event's day, for that union. Raises UnknownLimit, NoFigure; one that runs already for
    that task is given back as it is; `fresh` says that there can't be one.
    """
    found, day = limit_kind(kind), event or today()
    if running := None if fresh else _running(matter, task, kind):
        return running
    whose = union or (task.union if task else matter.union)
    chain = chain_of(whose)
    figures = figures_for((found.figure, WARN, EVERY, MOST), chain, day)
    limit = TimeLimit(matter=matter, task=task, kind=kind, union=whose, event=day)
    take_figure(limit, figures[found.figure])
    settle(limit, steps_of(figures, chain))
    limit.save(force_insert=True)
    if task:
        task.due = end_of(limit.due)
        task.save(update_fields=["due"])
    return limit


def _running(matter: Matter, task: Task | None, kind: str) -> TimeLimit | None:
    return TimeLimit.objects.filter(matter=matter, task=task, kind=kind, outcome=TimeLimit.Outcome.RUNNING).first()


def start_for_task(task: Task) -> None:
    """The limit that the drawing names for a step that was just opened.

    One that this version does not know any more (an old drawing, a service taken out) must not stop the matter.
    """
    kind = node_of(task.matter, task).properties.get("limit")
    if not kind:
        return
    try:
        start_limit(kind, task.matter, task=task, fresh=True)
    except UnknownLimit:
        logger.warning("matters: the time limit %s is not known", kind)


def end_limit(limit: TimeLimit, *, dropped: bool = False) -> bool:
    """Let it end now: met or missed by the day on which it was done, or not needed any more. Whether it was running.

    What a meeting decided counts by its day, what was done on paper by the paper's, also where that is entered later.
    """
    late = limit.due is not None and day_of_ending(limit.matter_id) > limit.due
    outcomes = TimeLimit.Outcome
    outcome = outcomes.DROPPED if dropped else outcomes.MISSED if late else outcomes.MET
    running = TimeLimit.objects.filter(pk=limit.pk, outcome=outcomes.RUNNING)
    if not running.update(outcome=outcome, ended=now()):
        return False
    LimitPause.objects.filter(limit=limit, until=None).update(until=max(today(), _since(limit)))
    LimitExtension.objects.filter(limit=limit, state=LimitExtension.State.ASKED).update(
        state=LimitExtension.State.REFUSED, decided=now()
    )
    return True


# Asked with every step, and most have none.
LIMITS = Rows(TimeLimit)
OF_TASK = "SELECT {limit} FROM matters_timelimit running WHERE task_id = %s AND outcome = %s"
OF_MATTER = "SELECT {limit} FROM matters_timelimit running WHERE matter_id = %s AND outcome = %s"


def _running_of(statement: str, key: int) -> list[TimeLimit]:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(limit=LIMITS.columns("running")), [key, TimeLimit.Outcome.RUNNING.value])
        return [LIMITS.read(row) for row in cursor.fetchall()]


def end_of_task(task: Task) -> None:
    """End what runs for a task that is over; withdrawn or sent back, it was not met and not missed."""
    for limit in _running_of(OF_TASK, task.pk):
        end_limit(limit, dropped=task.state in {TaskState.WITHDRAWN, TaskState.SENT_BACK})


def end_of_matter(matter: Matter) -> None:
    """End what runs for the matter as a whole."""
    for limit in _running_of(OF_MATTER, matter.pk):
        end_limit(limit, dropped=matter.state == State.WITHDRAWN)


def _since(limit: TimeLimit) -> date:
    open_pause = limit.pauses.filter(until=None).first()
    return open_pause.since if open_pause else today()
