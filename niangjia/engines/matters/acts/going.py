"""Moves a matter along its drawing and lets the rows follow: the tasks that now wait, the state, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters import journal_codes as codes
from niangjia.engines.matters.bpmn.running import Run
from niangjia.engines.matters.core.models import LIVING, Event, Matter, State, Task, TaskState
from niangjia.engines.matters.core.versions import specs_for
from niangjia.engines.matters.hooks import on_matter_closed, on_task_ended, on_task_opened
from niangjia.engines.matters.procedures import Where, action_of, procedure_of
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.models import Union
from niangjia.engines.people.unions.models import Level
from niangjia.foundation.clock import now

from .locking import MATTERS, TASKS
from .telling import tell_closed, tell_returned

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from niangjia.engines.matters.bpmn.running import Waiting
    from niangjia.engines.matters.procedures import Lane
    from niangjia.foundation.access.actor import Actor

Kind = Event.Kind


# By hand, as the journal's: with every step there is one, and nothing of it is asked back.
EVENT = """
    INSERT INTO matters_event (matter_id, kind, at, step, outcome, account_id, union_id)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
"""


def note_event(
    actor: Actor, matter: Matter, kind: Kind, *, task: Task | None = None, step: str = "", outcome: str = ""
) -> None:
    """Put what happened on the timeline."""
    union, step = (task.union_id, task.key) if task else (matter.union_id, step)
    with connection.cursor() as cursor:
        cursor.execute(EVENT, [matter.pk, int(kind), now(), step, outcome, actor.account_id, union])


def set_out(actor: Actor, matter: Matter) -> None:
    """Begin the drawing of a matter that was just entered."""
    _move(actor, matter, lambda run: run.begin(), restored=False)


def go_on(actor: Actor, matter: Matter, token: str) -> None:
    """Go on from a step that is done; the matter is held."""
    _move(actor, matter, lambda run: run.complete(token))


def _move(actor: Actor, matter: Matter, move: Callable[[Run], None], *, restored: bool = True) -> None:
    # One dict: an action sees on the matter what the steps before it set.
    matter.variables = dict(matter.variables)
    run = Run(specs_for(matter), matter.variables, _acting(actor, matter), set(matter.passed))
    others = 0
    if restored:
        run.restore(bytes(matter.engine or b""))
        others = len(run.waiting()) - 1
    move(run)
    stand(actor, matter, run, others=others)


def _acting(actor: Actor, matter: Matter) -> Callable[[str, str], Mapping[str, Any] | None]:
    """Does what a service task says."""

    def act(step: str, name: str) -> Mapping[str, Any] | None:
        given = action_of(name)(actor, matter)
        note_event(actor, matter, Kind.ACTED, step=step)
        return declared(matter, given or {})

    return act


def declared(matter: Matter, given: Mapping[str, Any]) -> dict[str, Any]:
    """The given variables. Raises ValueError for what the procedure does not declare, or not so."""
    kinds = procedure_of(matter.procedure).variables
    for name, value in given.items():
        if name not in kinds or (value is not None and not isinstance(value, kinds[name])):
            raise ValueError(f"{matter.procedure}: {name} is not declared as {type(value).__name__}")
    return dict(given)


def stand(actor: Actor, matter: Matter, run: Run, *, others: int) -> None:
    """Let the rows say where the drawing stands; `others` waited beside the step that was done."""
    drawing, over = run.specs.drawing, run.over
    waiting = [] if over else run.waiting()
    there = Task.objects.filter(matter=matter, state__in=LIVING) if others else ()
    _tasks(actor, matter, run, waiting, {task.token: task for task in there})
    last = drawing.nodes[waiting[-1].key if waiting else run.ended]
    matter.phase = last.properties.get("state", matter.phase)
    matter.passed, matter.engine = sorted(run.passed), None if over else run.packed()
    if over:
        matter.state, matter.closed = State.DONE, now()
    MATTERS.update(matter, "phase", "variables", "passed", "engine", "state", "closed")
    if over:
        close(actor, matter)


def close(actor: Actor, matter: Matter) -> None:
    """What follows the end of a matter, however it ended."""
    note_event(actor, matter, Kind.CLOSED)
    if matter.state == State.DONE:
        journal.record(actor, codes.CLOSED, matter, union=matter.union_id)
        tell_closed(actor, matter)
    on_matter_closed.run(matter)


def _tasks(actor: Actor, matter: Matter, run: Run, waiting: list[Waiting], there: dict[str, Task]) -> None:
    for token in there.keys() - {one.token for one in waiting}:
        end_task(there[token], TaskState.WITHDRAWN)
    for one in waiting:
        if one.token not in there:
            _open_task(actor, matter, run, one)


def end_task(task: Task, state: TaskState, *, account: int | None = None, outcome: str = "") -> None:
    """Let a task be over; the matter is held."""
    task.state, task.done, task.token = state, now(), ""
    task.done_by_id, task.outcome = account, outcome
    TASKS.update(task, "state", "done", "token", "done_by", "outcome")
    on_task_ended.run(task)


def _open_task(actor: Actor, matter: Matter, run: Run, one: Waiting) -> None:
    node = run.specs.drawing.nodes[one.key]
    lane = procedure_of(matter.procedure).lanes[node.lane]
    item = run.variables[node.each][one.index] if node.each and one.index is not None else None
    if node.each and not one.index:
        run.variables[f"{one.key}_outcomes"] = []  # of an earlier round
    task = Task(
        matter=matter,
        procedure=matter.procedure,
        key=one.key,
        token=one.token,
        role=node.lane,
        permission=lane.permission,
        union=union_of(lane, matter, item),
        for_applicant=lane.where is Where.APPLICANT,
        opened=now(),
    )
    TASKS.insert(task)
    on_task_opened.run(task)
    if task.for_applicant:
        tell_returned(actor, matter, task)


def union_of(lane: Lane, matter: Matter, item: object = None) -> Union:
    """The union at which a lane's step is done. Raises NotPossible for one past which the matter was sent."""
    if lane.where is Where.EACH:
        found = Union.objects.filter(pk=item).first() if isinstance(item, int) else None
        if found is None or passes_by(matter, found):
            raise NotPossible(_("One of the units can't take part in this matter."), "units")
        return found
    if lane.where is Where.CHOSEN and lane.choose is not None:
        return lane.choose(matter)
    if lane.where is Where.ABOVE:
        return matter.union.parent or matter.union
    if lane.where is Where.LEVEL and lane.level is not None:
        return standing_at(matter.union, lane.level)
    return matter.union


def standing_at(union: Union, level: Level) -> Union:
    """The nearest union, from this one upwards, that stands at the level or higher."""
    if union.level <= level:
        return union
    over = Union.objects.filter(place__lt=union.place, place_end__gte=union.place_end, level__lte=level)
    return over.order_by("-place").first() or union


def passes_by(matter: Matter, union: Union) -> bool:
    """Whether the matter was sent past the union, or past one above it."""
    past = matter.bypassed
    return past is not None and past.place <= union.place < past.place_end
