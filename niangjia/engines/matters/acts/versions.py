"""Moves open matters to the drawing of today, where that is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from niangjia.engines import journal
from niangjia.engines.matters import journal_codes as codes
from niangjia.engines.matters.bpmn.running import stands_at
from niangjia.engines.matters.core.models import Event, Matter, State
from niangjia.engines.matters.core.versions import current_version, specs_for, specs_of_version
from niangjia.engines.matters.hooks import Moved, on_task_moved
from niangjia.engines.matters.procedures import Where, procedure_of

from .going import note_event
from .locking import locked_matter
from .matters import put_where_it_belongs
from .notes import living_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.matters.bpmn.drawing import Drawing, Node
    from niangjia.engines.matters.core.models import ProcedureVersion, Task
    from niangjia.foundation.access.actor import Actor


def behind(key: str, newest: ProcedureVersion) -> Iterator[int]:
    """The open matters of a procedure that began with an earlier drawing, by id."""
    rows = Matter.objects.filter(procedure=key, state=State.OPEN).exclude(version=newest)
    yield from rows.order_by("pk").values_list("pk", flat=True)


def move_matters(actor: Actor, key: str) -> Iterator[tuple[int, str, str]]:
    """Move the open matters of a procedure one by one: id, number and why it stays ("" where it was moved)."""
    newest = current_version(procedure_of(key))
    for matter_id in behind(key, newest):
        number, why = move_matter(actor, matter_id, newest)
        yield matter_id, number, why


@transaction.atomic
def move_matter(actor: Actor, matter_id: int, newest: ProcedureVersion) -> tuple[str, str]:
    """Move one to that version; its number, and why it can't be moved ("" where it was)."""
    matter = locked_matter(matter_id)
    if not matter.is_open or matter.version_id == newest.pk:
        return matter.number, ""
    if why := _unsafe(matter, newest):
        return matter.number, why
    old, new = specs_for(matter).drawing, specs_of_version(newest).drawing
    ids = {old.flows[number].id for number in matter.passed}
    matter.passed = [number for number, flow in enumerate(new.flows) if flow.id in ids]
    matter.version = newest
    living = living_of(matter)
    if len(living) == 1:
        matter.phase = new.nodes[living[0].key].properties.get("state", matter.phase)
    matter.save(update_fields=["version", "passed", "phase"])
    for task in living:
        _redrawn(matter, task, old.nodes[task.key], new.nodes[task.key])
    note_event(actor, matter, Event.Kind.MOVED)
    journal.record(actor, codes.MOVED, matter, union=matter.union_id, data={"version": newest.number})
    return matter.number, ""


def _redrawn(matter: Matter, task: Task, drawn: Node, now: Node) -> None:
    """Let a step that waits be what it is drawn as by now: whose, where, and all that follows it."""
    task.permission = procedure_of(matter.procedure).lanes[task.role].permission
    if drawn.properties.get("checklist") != now.properties.get("checklist"):
        task.checked = []
    task.save(update_fields=["permission", "checked"])
    put_where_it_belongs(task, matter)
    on_task_moved.run(Moved(task, drawn))


def _unsafe(matter: Matter, newest: ProcedureVersion) -> str:
    """Why where it stands does not mean the same in the new drawing."""
    old, new = specs_for(matter).drawing, specs_of_version(newest).drawing
    names, several = stands_at(bytes(matter.engine or b""))
    if several and _ways(old) != _ways(new):
        return "it stands at several steps, and the ways of the drawing have changed"
    for name in sorted(names & old.nodes.keys()):
        one, other = old.nodes[name], new.nodes.get(name)
        if other is None:
            return f"the step {name} is not there any more"
        if (one.kind, one.lane, one.each, one.process) != (other.kind, other.lane, other.each, other.process):
            return f"the step {name} has become another's, or another kind of step"
    lanes = procedure_of(matter.procedure).lanes
    for task in living_of(matter):
        if (lanes[task.role].where is Where.APPLICANT) != task.for_applicant:
            return f"the step {task.key} has become another's, or another kind of step"
    return ""


def _ways(drawing: Drawing) -> set[tuple[str, str, str]]:
    return {(flow.id, flow.source, flow.target) for flow in drawing.flows}
