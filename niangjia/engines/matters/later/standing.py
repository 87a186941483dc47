"""Which steps of a closed matter still count, how they count, and what each could be corrected to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.acts.tasks import node_of
from niangjia.engines.matters.bpmn.leading import runs_beside, straight_end
from niangjia.engines.matters.core.models import State as MatterState
from niangjia.engines.matters.core.models import TaskState
from niangjia.engines.matters.core.versions import specs_for

from .models import Correction
from .undoing import undoing_of

if TYPE_CHECKING:
    from niangjia.engines.matters.bpmn.leading import Led
    from niangjia.engines.matters.core.models import Matter, Task

Kind, State = Correction.Kind, Correction.State


def standing_outcome(task: Task) -> str:
    """How the step counts now: as it ended, or as it was corrected to."""
    last = task.corrections.filter(state=State.APPROVED, kind=Kind.CORRECTED).order_by("-decided", "-pk").first()
    return last.after if last else task.outcome


def standing_steps(matter: Matter) -> list[Task]:
    """The steps that were done and still count, in their order; none of a matter that is open or was withdrawn.

    Where a step came again, its earlier round and all between the two count no more; where one was corrected, what
    came behind it never should have.
    """
    if matter.state != MatterState.DONE:
        return []
    way: list[Task] = []
    ended = matter.tasks.filter(state__in=(TaskState.DONE, TaskState.SENT_BACK)).select_related("union")
    for task in ended.order_by("opened", "pk"):
        task.matter = matter
        way = way[: _earlier(way, task)]
        way.append(task)
    approved = matter.corrections.filter(state=State.APPROVED, kind=Kind.CORRECTED).values_list("task", flat=True)
    corrected = set(approved)
    last = next((at for at, task in enumerate(way) if task.pk in corrected), len(way))
    return [task for task in way[: last + 1] if task.state == TaskState.DONE]


def _earlier(way: list[Task], task: Task) -> int:
    """Where the step stands on the way already; behind its end if it does not, or is done many times at once."""
    if node_of(task.matter, task).each:
        return len(way)
    return next((at for at, one in enumerate(way) if one.key == task.key), len(way))


def led_by(task: Task, after: str) -> Led | None:
    """Where another outcome of the step would have led without a further step; None where such would come."""
    matter = task.matter
    given = {**matter.variables, "outcome": after, f"{task.key}_outcome": after}
    return straight_end(specs_for(matter).drawing, task.key, given)


def was_beside(task: Task) -> bool:
    """Whether other steps ran beside it, or it was done by several at once: what followed came of all of them, so no
    other outcome of this one alone can be put in its place.
    """
    drawing = specs_for(task.matter).drawing
    return bool(drawing.nodes[task.key].each) or runs_beside(drawing, task.key)


def can_follow(task: Task, after: str, led: Led) -> bool:
    """Whether what the platform does behind that outcome can be done now: the procedure says so by `redo`."""
    return not led.actions or f"{task.key}/{after}" in undoing_of(task.procedure).redo


def possible_outcomes(task: Task) -> list[str]:
    """What a step that counts can be corrected to."""
    others = [key for key in node_of(task.matter, task).words("outcomes") if key != standing_outcome(task)]
    return [key for key in others if (led := led_by(task, key)) is not None and can_follow(task, key, led)]
