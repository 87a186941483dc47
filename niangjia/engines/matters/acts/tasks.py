"""Verbs on one task: take it over, give it back, hand it to a colleague, tick its list, complete it, send it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters import journal_codes as codes
from niangjia.engines.matters.bpmn.walking import DONE
from niangjia.engines.matters.core.models import Event, Matter, Task, TaskState
from niangjia.engines.matters.core.versions import specs_for
from niangjia.engines.matters.forms import Unfilled
from niangjia.engines.matters.hooks import ask_conditions
from niangjia.engines.matters.procedures import form_of, procedure_of
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import may_act
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.clock import now

from .going import declared, end_task, go_on, note_event
from .locking import living_task, locked_open, require_act, task_to_do
from .notes import write_reason
from .otherwise import follows

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from niangjia.engines.matters.bpmn.drawing import Node
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.models import Account

Kind = Event.Kind


def node_of(matter: Matter, task: Task) -> Node:
    """The step of the drawing that a task is."""
    return specs_for(matter).drawing.nodes[task.key]


def said(task: Task) -> str:
    """A step as the journal keeps it."""
    return f"{task.procedure}/{task.key}"


@transaction.atomic
def claim_task(actor: Actor, task: Task) -> Task:
    """Take a task over from the queue; one's own again does nothing. Raises Over, Refused."""
    matter = locked_open(task.matter_id)
    held = task_to_do(actor, matter, task.pk)
    if held.state == TaskState.OPEN or held.claimed_by_id != actor.account_id:
        _give_to(held, actor.account_id)
        _tell(actor, held, Kind.CLAIMED, codes.CLAIMED)
    return held


@transaction.atomic
def give_back_task(actor: Actor, task: Task) -> Task:
    """Give one's task back to the queue. Raises Over, Refused, NotPossible for one that nobody has."""
    matter = locked_open(task.matter_id)
    held = task_to_do(actor, matter, task.pk)
    if held.state == TaskState.OPEN:
        raise NotPossible(_("Nobody has taken this step over."))
    held.state, held.claimed_by, held.claimed = TaskState.OPEN, None, None
    held.save(update_fields=["state", "claimed_by", "claimed"])
    _tell(actor, held, Kind.GIVEN_BACK, codes.GIVEN_BACK)
    return held


@transaction.atomic
def hand_over_task(actor: Actor, task: Task, to: Account) -> Task:
    """Give a task to a colleague or deputy who may do it, also one that an absent colleague has.

    Raises Over, Refused, NotPossible for somebody who may not do it.
    """
    matter = locked_open(task.matter_id)
    held = living_task(matter, task.pk)
    require_act(actor, held, matter)
    if held.for_applicant or not may_act(actor_of(to), held, matter):
        raise NotPossible(_("%(who)s may not do this step.") % {"who": to.name}, "to")
    _give_to(held, to.pk)
    _tell(actor, held, Kind.HANDED_OVER, codes.HANDED_OVER)
    return held


def _give_to(held: Task, account: int | None) -> None:
    held.state, held.claimed_by_id, held.claimed = TaskState.CLAIMED, account, now()
    held.save(update_fields=["state", "claimed_by", "claimed"])


@transaction.atomic
def tick_checklist(actor: Actor, task: Task, ticked: Collection[int]) -> Task:
    """Keep which points of the checklist are seen to, by their numbers. Raises Over, Refused."""
    matter = locked_open(task.matter_id)
    held = task_to_do(actor, matter, task.pk)
    held.checked = sorted(set(ticked) & set(range(len(checklist_of(matter, held)))))
    held.save(update_fields=["checked"])
    journal.record(actor, codes.CHECKED, matter, union=held.union_id, data={"step": said(held)})
    return held


def checklist_of(matter: Matter, task: Task) -> list[str]:
    """The points of the task's checklist, in the language of the moment."""
    lists = procedure_of(matter.procedure).checklists
    return [str(point) for point in lists.get(node_of(matter, task).properties.get("checklist", ""), ())]


@transaction.atomic
def complete_task(
    actor: Actor, task: Task, outcome: str = "", *, data: Mapping[str, Any] | None = None, files: Any = None
) -> Matter:
    """Do a step: with one of its outcomes, and what its form asks for as it was typed.

    An outcome that the drawing wants a reason for (`reasons`) takes it from `data["reason"]`; the applicant reads it,
    and actions that follow ask for it (`notes.given_reason`).
    A task that nobody has is taken over by it. Raises Over (somebody was quicker), Refused, Unfilled with the form,
    NotPossible for an unknown outcome or an unfinished checklist.
    """
    matter = locked_open(task.matter_id)
    held = task_to_do(actor, matter, task.pk)
    node = node_of(matter, held)
    outcome = _outcome(node, outcome)
    unseen = set(range(len(checklist_of(matter, held)))) - set(held.checked)
    if unseen and outcome not in node.words("unlisted"):  # what is given up is not seen to
        raise NotPossible(_("See to every point of the checklist first."), "checklist")
    reason = reason_for(node, outcome, data or {})
    ask_conditions(actor, held, outcome)
    _fill_in(actor, held, outcome, {} if data is None else data, files)
    if reason:  # before the drawing goes on: an action that it leads to may write it on a paper
        write_reason(actor, matter, held, reason, to_applicant=True)
    _end(actor, held, node, outcome)
    return matter


def reason_for(node: Node, outcome: str, data: Mapping[str, Any]) -> str:
    """The reason that was given with an outcome that wants one; "" with others. Raises NotPossible for none."""
    if outcome not in node.words("reasons"):
        return ""
    if not (reason := str(data.get("reason", "")).strip()):
        raise NotPossible(_("Say why: whoever asked for it reads this."), "reason")
    return reason


@transaction.atomic
def send_back_task(actor: Actor, task: Task, way: str, reason: str) -> Matter:
    """Send a matter back, by one of the ways that the drawing has for it, with a reason.

    The reason goes to whoever gets it next: to the applicant as words, else to colleagues. Raises Over, Refused,
    NotPossible without a reason or for a way that is not drawn.
    """
    matter = locked_open(task.matter_id)
    held = task_to_do(actor, matter, task.pk)
    node = node_of(matter, held)
    if way not in node.words("returns"):
        raise NotPossible(_("It can't be sent back so from this step."), "way")
    if not reason.strip():
        raise NotPossible(_("Say why it is sent back."), "reason")
    _end(actor, held, node, way, back=True)
    write_reason(actor, matter, held, reason)
    return matter


def _outcome(node: Node, outcome: str) -> str:
    drawn = node.words("outcomes")
    if not drawn and outcome in {"", DONE}:
        return DONE
    if not outcome and len(drawn) == 1:
        return drawn[0]
    if outcome not in drawn:
        raise NotPossible(_("Choose how the step ended."), "outcome")
    return outcome


def _fill_in(actor: Actor, held: Task, outcome: str, data: Mapping[str, Any], files: Any) -> None:
    matter = held.matter
    name = node_of(matter, held).properties.get("form")
    if not name:
        return
    form = form_of(name)(held, data, files)
    form.outcome = outcome
    if not form.is_valid():
        raise Unfilled(form)
    matter.variables = {**matter.variables, **declared(matter, form.variables())}
    form.apply(actor)


def _end(actor: Actor, held: Task, node: Node, outcome: str, *, back: bool = False) -> None:
    """Let the task be over and the drawing go on."""
    matter, token = held.matter, held.token
    matter.variables = {**matter.variables, **_given(matter, node, outcome)}
    end_task(held, TaskState.SENT_BACK if back else TaskState.DONE, account=actor.account_id, outcome=outcome)
    note_event(actor, matter, Kind.SENT_BACK if back else Kind.COMPLETED, task=held, outcome=outcome)
    data = {"step": said(held)} if back else {"step": said(held), "outcome": f"{matter.procedure}/{outcome}"}
    journal.record(actor, codes.SENT_BACK if back else codes.COMPLETED, matter, union=held.union_id, data=data)
    with follows(held):
        go_on(actor, matter, token)


def _given(matter: Matter, node: Node, outcome: str) -> dict[str, Any]:
    """What conditions may read of a step that was done."""
    given: dict[str, Any] = {"outcome": outcome, f"{node.id}_outcome": outcome}
    if node.each:
        given[f"{node.id}_outcomes"] = [*matter.variables.get(f"{node.id}_outcomes", []), outcome]
    return given


def _tell(actor: Actor, held: Task, kind: Kind, code: str) -> None:
    note_event(actor, held.matter, kind, task=held)
    journal.record(actor, code, held.matter, union=held.union_id, data={"step": said(held)})
