"""Whoever follows matters (time limits, public notices, statistics) registers functions here: lists, no signals.

    on_task_opened(note_limit)        # note_limit(task)
    on_task_ended(end_limit)
    on_matter_opened(count)           # count(matter)
    on_matter_closed(ask_for_rating)
    on_task_moved(take_limits_along)  # with a Moved: transferred to another union, or moved to another drawing
    on_matter_moved(end_notices)      # what hangs on the matter as a whole; after its tasks
    before_transfer(in_time)         # in_time(actor, matter) raises NotPossible: somebody gives it to another union

They run inside the transaction of what happened, in the order in which they were registered; what they raise undoes
it. A task that is opened may have its `due` set by them: save it with `update_fields`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

    from .bpmn.drawing import Node
    from .core.models import Matter, Task

T = TypeVar("T", "Matter", "Task", "Moved")


@dataclass(frozen=True)
class Moved:
    """A living task that waits elsewhere now, or stands in another drawing: `task` is as it is now, `drawn` how its
    step was drawn before.
    """

    task: Task
    drawn: Node


@dataclass(frozen=True)
class Followers(Generic[T]):
    """Functions that are called with what happened to a task or a matter."""

    functions: list[Callable[[T], object]] = field(default_factory=list)

    def __call__(self, function: Callable[[T], object]) -> Callable[[T], object]:
        """Register one; also as a decorator. Registering it again does nothing."""
        if function not in self.functions:
            self.functions.append(function)
        return function

    def run(self, subject: T) -> None:
        """Call them all."""
        for function in self.functions:
            function(subject)


on_matter_opened: Followers[Matter] = Followers()
on_matter_closed: Followers[Matter] = Followers()
on_task_opened: Followers[Task] = Followers()
on_task_ended: Followers[Task] = Followers()
on_task_moved: Followers[Moved] = Followers()
on_matter_moved: Followers[Matter] = Followers()

# Asked before a step is done, with who does it and how it is to end: they raise NotPossible where something is still
# in the way (an objection to a public notice, a meeting that has not decided).
Condition = Callable[["Actor", "Task", str], object]
_conditions: list[Condition] = []


def before_task_done(condition: Condition) -> Condition:
    """Register one; also as a decorator."""
    if condition not in _conditions:
        _conditions.append(condition)
    return condition


def ask_conditions(actor: Actor, task: Task, outcome: str) -> None:
    """Ask them all. Raises NotPossible."""
    for condition in _conditions:
        condition(actor, task, outcome)


# Asked before somebody gives a matter to another union; not where it goes up because all who could do it keep out.
GiveCondition = Callable[["Actor", "Matter"], object]
_giving: list[GiveCondition] = []


def before_transfer(condition: GiveCondition) -> GiveCondition:
    """Register one, which raises NotPossible where it may not be given away; also as a decorator."""
    if condition not in _giving:
        _giving.append(condition)
    return condition


def ask_before_transfer(actor: Actor, matter: Matter) -> None:
    """Ask them all. Raises NotPossible."""
    for condition in _giving:
        condition(actor, matter)
