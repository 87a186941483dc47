"""Verbs on a whole matter: withdraw it, transfer it to another union."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters import journal_codes as codes
from niangjia.engines.matters.core.models import Event, Matter, State, Task, TaskState
from niangjia.engines.matters.drafts import drafts_go_along
from niangjia.engines.matters.hooks import Moved, ask_before_transfer, on_matter_moved, on_task_moved
from niangjia.engines.matters.procedures import Where, procedure_of
from niangjia.engines.matters.recusing.finding import others_for
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import is_applicant, may_act
from niangjia.engines.people.unions.acts import STANDING
from niangjia.foundation.access.actor import Kind, Refused
from niangjia.foundation.clock import now

from .going import close, end_task, note_event, passes_by, union_of
from .locking import locked_open
from .notes import living_of, write_reason
from .tasks import node_of

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor


def can_withdraw(matter: Matter, living: list[Task]) -> bool:
    """Whether every step that waits is drawn as one from which the applicant may withdraw."""
    return bool(living) and matter.is_open and all(node_of(matter, task).says("withdraw") for task in living)


def can_transfer(matter: Matter, living: list[Task]) -> bool:
    """Whether a step that waits is drawn as one from which the matter may go to another union."""
    return matter.is_open and any(node_of(matter, task).says("transfer") for task in living)


@transaction.atomic
def withdraw_matter(actor: Actor, matter: Matter) -> Matter:
    """The applicant withdraws; what waits is over. Raises Refused for others, NotPossible where it is not drawn."""
    held = locked_open(matter.pk)
    if actor.kind is not Kind.PLATFORM and not is_applicant(actor, held):
        raise Refused(_("Only the applicant can withdraw it."))
    living = living_of(held)
    if not can_withdraw(held, living):
        raise NotPossible(_("It has gone too far to be withdrawn. Write to whoever has it."))
    return _over(actor, held, living)


@transaction.atomic
def end_pointless(actor: Actor, matter: Matter) -> Matter:
    """What it was about is no more (its union was dissolved, say): it ends as one that was withdrawn, wherever it is.

    For services, of their own matters. Raises Over.
    """
    held = locked_open(matter.pk)
    return _over(actor, held, living_of(held))


def _over(actor: Actor, held: Matter, living: list[Task]) -> Matter:
    for task in living:
        end_task(task, TaskState.WITHDRAWN)
    held.state, held.closed, held.engine = State.WITHDRAWN, now(), None
    held.save(update_fields=["state", "closed", "engine"])
    note_event(actor, held, Event.Kind.WITHDRAWN)
    journal.record(actor, codes.WITHDRAWN, held, union=held.union_id)
    close(actor, held)
    return held


@transaction.atomic
def transfer_matter(actor: Actor, matter: Matter, union: Union, reason: str) -> Matter:
    """Give the matter to another union, with a reason; its steps wait there, claimed by nobody.

    Whoever has a step from which that is drawn may do it. Raises Refused, NotPossible.
    """
    held = locked_open(matter.pk)
    living = living_of(held)
    if not any(node_of(held, task).says("transfer") and may_act(actor, task, held) for task in living):
        raise Refused(_("Transferring it is not yours to do, or not from this step."))
    _refuse_union(held, union, reason)
    ask_before_transfer(actor, held)
    if held.recuses and not all(others_for(held, task, union) for task in living if task.union_id == held.union_id):
        raise NotPossible(_("Nobody there could handle it but those who keep out of it."), "union")
    put_at(actor, held, living, union)
    write_reason(actor, held, living[0], reason)
    return held


RECUSED = "recused"  # what the timeline keeps of a move that nobody chose


def put_at(actor: Actor, held: Matter, living: list[Task], union: Union, why: str = "") -> None:
    """Let the union have a matter that is held, with all that hangs on it; whether it may is asked before.

    `why` is RECUSED where it goes there because all who could do it keep out.
    """
    origin, held.union = held.union, union
    held.save(update_fields=["union"])
    for task in living:
        put_where_it_belongs(task, held)
        on_task_moved.run(Moved(task, node_of(held, task)))
    drafts_go_along(actor, [held], origin, union)
    on_matter_moved.run(held)
    note_event(actor, held, Event.Kind.TRANSFERRED, outcome=why)
    data = {"origin": origin.pk, "to": union.pk}
    journal.record(actor, codes.TRANSFERRED, held, union=origin.pk, data=data)


def _refuse_union(matter: Matter, union: Union, reason: str) -> None:
    if union.pk == matter.union_id:
        raise NotPossible(_("It is there already."), "union")
    if union.state not in STANDING or passes_by(matter, union):
        raise NotPossible(_("This union can't have it."), "union")
    if not reason.strip():
        raise NotPossible(_("Say why it is transferred."), "reason")


@transaction.atomic
def place_anew(matter: Matter) -> int:
    """Let what waits wait where its lane means by now, where a service chooses that; how many moved. Raises Over."""
    held, moved = locked_open(matter.pk), 0
    for task in living_of(held):
        before = task.union_id
        put_where_it_belongs(task, held)
        if task.union_id != before:
            moved += 1
            on_task_moved.run(Moved(task, node_of(held, task)))
    return moved


def put_where_it_belongs(task: Task, matter: Matter) -> None:
    """Let a task wait at the union that its lane means by now; if that is another one, nobody has taken it over."""
    lane = procedure_of(matter.procedure).lanes[task.role]
    if lane.where is Where.EACH or (union := union_of(lane, matter)).pk == task.union_id:
        return
    task.union, task.state, task.claimed_by, task.claimed = union, TaskState.OPEN, None, None
    task.save(update_fields=["union", "state", "claimed_by", "claimed"])
