"""The list: every step that is drawn as a meeting's decision stands on it from the moment it waits until it is
over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.acts.otherwise import ends_without_click
from niangjia.engines.matters.acts.tasks import node_of
from niangjia.engines.matters.core.models import LIVING

from .models import MeetingItem

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.engines.matters.core.models import Task
    from niangjia.engines.matters.hooks import Moved
    from niangjia.engines.people.models import Union

State = MeetingItem.State
WAITING = (State.LISTED, State.PUT)


def body_for(task: Task) -> str:
    """The body that decides a step, "" where none does."""
    return node_of(task.matter, task).properties.get("meeting", "")


def put_on_list(task: Task) -> None:
    """A step that was just opened stands on its union's list, if a meeting decides it."""
    if body := body_for(task):
        MeetingItem.objects.create(task=task, union=task.union, body=body)


def take_off_list(task: Task) -> None:
    """A step that is over otherwise (sent back, withdrawn, decided by delegation) leaves the list."""
    if not ends_without_click(task) and body_for(task):
        MeetingItem.objects.filter(task=task, state__in=WAITING).update(state=State.TAKEN_OFF)


def list_where_it_is(moved: Moved) -> None:
    """A step that waits elsewhere now, or is drawn otherwise, stands on the list where it belongs and on no other."""
    task, body = moved.task, body_for(moved.task)
    standing = MeetingItem.objects.filter(task=task, state__in=WAITING)
    standing.exclude(union=task.union_id, body=body).update(state=State.TAKEN_OFF)
    if body and not standing.exists():
        put_on_list(task)


def listed(union: Union, body: str) -> QuerySet[MeetingItem]:
    """What waits for a meeting of that body and is before none yet, the oldest first."""
    rows = MeetingItem.objects.filter(union=union, body=body, state=State.LISTED)
    return rows.select_related("task__matter__version", "task__union").order_by("pk")


def list_again(item: MeetingItem) -> None:
    """What could not be carried out waits for the next meeting where the step waits now, if it still does."""
    task = item.task.__class__.objects.filter(pk=item.task_id, state__in=LIVING).first()
    if task is not None:
        MeetingItem.objects.create(task=task, union_id=task.union_id, body=item.body)
