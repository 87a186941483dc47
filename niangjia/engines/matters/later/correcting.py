"""A finished act is corrected or revoked: asked for with a reason, approved by somebody else, with all that
follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.locking import locked_matter
from niangjia.engines.matters.acts.notes import write_reason
from niangjia.engines.matters.acts.otherwise import follows
from niangjia.engines.matters.acts.tasks import node_of
from niangjia.engines.matters.core.models import REVOKED, Task, TaskState
from niangjia.engines.matters.core.models import State as MatterState
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import is_barred
from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.posts.holding import holds_at
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import now

from . import journal_codes as codes
from .messages import CHANGED
from .models import Correction
from .permissions import CORRECT, ENTER
from .standing import can_follow, led_by, standing_outcome, standing_steps, was_beside
from .undoing import discard_drafts, drafts_named, undoing_of

if TYPE_CHECKING:
    from niangjia.engines.matters.bpmn.leading import Led
    from niangjia.engines.matters.core.models import Matter
    from niangjia.foundation.access.actor import Actor

Kind, State = Correction.Kind, Correction.State
LONGEST = 500


@transaction.atomic
def ask_correction(actor: Actor, task: Task, reason: str, *, after: str = "", told: str = "") -> Correction:
    """Ask that a step which is done counts as ended otherwise (`after`), or is revoked.

    Only a step that still counts, in a matter that is closed: one under way is sent back instead. To an outcome
    behind which further steps come nothing is corrected, for those never took place. `told` is what the applicant
    reads, which outcomes of refusal ask for. Whoever may enter papers asks, also from a union above, or from the
    matter's own where the step was done above it: that decides nothing. Raises Refused, NotPossible.
    """
    matter = locked_matter(task.matter_id)
    held = Task.objects.select_related("union").get(pk=task.pk)
    held.matter = matter
    if not actor.may(ENTER, at=matter.union.place):
        actor.require(ENTER, at=held.union.place)
    _refuse_barred(actor, matter)
    _check(matter, held, reason)
    if after and not amends(held, after):
        _check_outcome(held, after, told)
    made = Correction(
        matter=matter,
        task=held,
        kind=Kind.CORRECTED if after else Kind.REVOKED,
        before=standing_outcome(held),
        after=after,
        asked_by_id=actor.account_id,
    )
    made.reason, made.told = reason.strip(), told.strip() or None
    made.effects = _effects(matter, made)
    made.save(force_insert=True)
    journal.record(actor, codes.ASKED, matter, union=held.union_id)
    return made


def _check(matter: Matter, task: Task, reason: str) -> None:
    if matter.is_open:
        raise NotPossible(_("This matter is under way: send it back instead."))
    if matter.state == MatterState.WITHDRAWN:
        raise NotPossible(_("This matter was withdrawn: nothing of it is left to correct."))
    if matter.corrections.filter(state=State.APPROVED, kind=Kind.REVOKED).exists():
        raise NotPossible(_("This matter was revoked: nothing of it is left to correct."))
    if task.state != TaskState.DONE:
        raise NotPossible(_("Only a step that was done can be corrected."), "task")
    if task.pk not in {one.pk for one in standing_steps(matter)}:
        raise NotPossible(
            _("This step counts no more: it was done anew later, or one before it was corrected."), "task"
        )
    if not reason.strip() or len(reason) > LONGEST:
        raise NotPossible(_("Say why, in at most %(most)s letters.") % {"most": LONGEST}, "reason")
    if matter.corrections.filter(state=State.ASKED).exists():
        raise NotPossible(_("A correction of this matter waits for approval already."))


def amends(task: Task, after: str) -> bool:
    """Whether the step keeps its outcome, and its procedure can do anew what followed from it."""
    return after == standing_outcome(task) and f"{task.key}/{after}" in undoing_of(task.procedure).amends


def _check_outcome(task: Task, after: str, told: str) -> Led:
    """Where the right outcome leads. Raises NotPossible for one to which the step can't be corrected."""
    node = node_of(task.matter, task)
    if after == standing_outcome(task) or after not in node.words("outcomes"):
        raise NotPossible(_("Choose another outcome than the one that it has."), "after")
    if was_beside(task):
        sentence = _("Other steps ran beside this one and all led on together: revoke the matter and begin it anew.")
        raise NotPossible(sentence, "after")
    led = led_by(task, after)
    if led is None:
        sentence = _("Behind this outcome further steps come, and they never took place: revoke it and begin anew.")
        raise NotPossible(sentence, "after")
    if not can_follow(task, after, led):
        raise NotPossible(_("What follows this outcome can't be done later: revoke it and begin anew."), "after")
    if after in node.words("reasons") and not told.strip():
        raise NotPossible(_("Say why: whoever asked for it reads this."), "told")
    if len(told) > LONGEST:
        raise NotPossible(_("At most %(count)s characters.") % {"count": LONGEST}, "told")
    return led


def _effects(matter: Matter, correction: Correction) -> list[str]:
    """What will be undone, in sentences. Raises NotPossible where something stands in the way."""
    return [*undoing_of(matter.procedure).effects(matter, correction), *drafts_named(matter)]


def _refuse_barred(actor: Actor, matter: Matter) -> None:
    if is_barred(actor, matter):
        raise Refused(_("This matter went past your union."))


@transaction.atomic
def approve_correction(actor: Actor, correction: Correction) -> Correction:
    """Carry it out: undo what followed, do what follows instead, tell the applicant. Once.

    By a post in the very union of the step, or in what stands for it now; not by who asked for it. Raises Refused,
    NotPossible where something stands in the way by now.
    """
    matter = locked_matter(correction.matter_id)
    held = _decide(actor, matter, correction, State.APPROVED)
    held.effects = _effects(matter, held)
    discard_drafts(matter)
    with follows(held.task):
        undoing_of(matter.procedure).undo(actor, matter, held)
        if held.after:
            _follow(actor, matter, held)
        else:
            matter.phase = undoing_of(matter.procedure).phases.get("", REVOKED)
    matter.save(update_fields=["phase", "variables"])
    held.save(update_fields=["effects"])
    _tell(actor, matter, held)
    if held.kind == Kind.REVOKED:
        journal.record(actor, codes.REVOKED, matter, union=held.task.union_id)
    else:
        data = {"outcome": f"{matter.procedure}/{held.after}"}
        journal.record(actor, codes.CORRECTED, matter, union=held.task.union_id, data=data)
    return held


def _follow(actor: Actor, matter: Matter, held: Correction) -> None:
    """What follows from the right outcome instead. Raises NotPossible where that is not known any more."""
    undoing, key, after = undoing_of(matter.procedure), held.task.key, held.after
    if held.before == after:
        undoing.redo[f"{key}/{after}"](actor, matter, held)
        return
    led = led_by(held.task, after)
    if led is None or not can_follow(held.task, after, led):
        raise NotPossible(_("What follows this outcome can't be done later: revoke it and begin anew."))
    matter.variables = {**matter.variables, "outcome": after, f"{key}_outcome": after}
    if (redo := undoing.redo.get(f"{key}/{after}")) is not None:
        redo(actor, matter, held)
    matter.phase = undoing.phases.get(f"{key}/{after}", led.state)


@transaction.atomic
def refuse_correction(actor: Actor, correction: Correction) -> Correction:
    """Leave it as it is. Raises as approve_correction."""
    matter = locked_matter(correction.matter_id)
    held = _decide(actor, matter, correction, State.REFUSED)
    journal.record(actor, codes.REFUSED, matter, union=held.task.union_id)
    return held


def _decide(actor: Actor, matter: Matter, correction: Correction, state: Correction.State) -> Correction:
    held = Correction.objects.select_related("task__union").get(pk=correction.pk)
    held.matter = held.task.matter = matter
    if not holds_at(actor, CORRECT, held.task.union):
        raise Refused(_("A correction is decided by who leads that very union."))
    _refuse_barred(actor, matter)
    if held.asked_by_id is not None and held.asked_by_id == actor.account_id:
        raise NotPossible(_("Who asks for a correction does not approve it: a colleague does."))
    waiting = Correction.objects.filter(pk=held.pk, state=State.ASKED)
    if not waiting.update(state=state, decided=now(), decided_by=actor.account_id):
        raise NotPossible(_("This was decided already."))
    held.state, held.decided, held.decided_by_id = state, now(), actor.account_id
    return held


def _tell(actor: Actor, matter: Matter, correction: Correction) -> None:
    """One message; what the applicant is to read of it stands with the matter."""
    if correction.told is not None:
        write_reason(actor, matter, correction.task, correction.told.reveal(), to_applicant=True)
    if matter.person_id is not None:
        key, variables = f"matters.correction.{correction.pk}", {"number": matter.number}
        send(actor, CHANGED, [matter.person_id], union=matter.union, variables=variables, key=key)
