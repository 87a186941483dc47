"""Limits go along with a step that waits at another union from now on, or that is drawn with another limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.acts.tasks import node_of
from niangjia.foundation.access.actor import PLATFORM

from .models import TimeLimit
from .recomputing import recompute
from .starting import end_limit, start_for_task

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.engines.matters.core.models import Matter, Task
    from niangjia.engines.matters.hooks import Moved
    from niangjia.engines.people.models import Union

LIMIT = "limit"


def limits_of_task_moved(moved: Moved) -> None:
    """Those of the step run for who has it now; one that is no longer drawn ends, one that is drawn now begins."""
    task, before = moved.task, moved.drawn.properties.get(LIMIT)
    drawn = node_of(task.matter, task).properties.get(LIMIT)
    running = set()
    for limit in _running().filter(task=task).select_related("union", "matter"):
        if limit.kind == before != drawn:
            end_limit(limit, dropped=True)
            _show_none(task)
        else:
            running.add(limit.kind)
            give_limit(limit, task.union)
    if drawn and drawn not in running:
        start_for_task(task)


def limits_of_matter_moved(matter: Matter) -> None:
    """Those of the matter as a whole run for the union that has it now."""
    for limit in _running().filter(matter=matter, task=None).select_related("union", "matter"):
        give_limit(limit, matter.union)


def give_limit(limit: TimeLimit, union: Union) -> None:
    """Let another union answer for it: its figure counts, its people are warned, and those above it hear of it."""
    if limit.union_id == union.pk:
        return
    limit.union, limit.warned, limit.level = union, None, 0
    limit.save(update_fields=["union", "warned", "level"])
    recompute(PLATFORM, limit)


def _show_none(task: Task) -> None:
    task.due = None
    task.save(update_fields=["due"])


def _running() -> QuerySet[TimeLimit]:
    return TimeLimit.objects.filter(outcome=TimeLimit.Outcome.RUNNING)
