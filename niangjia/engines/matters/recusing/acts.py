"""Persons keep out of a matter: named by a service that knows why, or by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters import journal_codes as codes
from niangjia.engines.matters.acts.locking import locked_open
from niangjia.engines.matters.acts.matters import RECUSED, put_at
from niangjia.engines.matters.acts.notes import living_of, write_reason
from niangjia.engines.matters.acts.tasks import node_of
from niangjia.engines.matters.core.models import LIVING, Task, TaskState
from niangjia.engines.matters.hooks import Moved, on_task_moved
from niangjia.engines.matters.procedures import Where, procedure_of
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import may_act
from niangjia.foundation.access.actor import PLATFORM, Refused

from .finding import holders, others_for, somebody_above
from .models import KeptOut, kept_out_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from niangjia.engines.matters.core.models import Matter
    from niangjia.foundation.access.actor import Actor


@transaction.atomic
def keep_out(actor: Actor, matter: Matter, persons: Collection[int]) -> int:
    """Let these persons find and do nothing of the matter any more; what they had taken over waits for others. How
    many are new. Whether the actor may say so is for the caller to ask. Raises Over for a closed matter.
    """
    held = locked_open(matter.pk)
    new = set(persons) - kept_out_of(held)
    if not new:
        return 0
    KeptOut.objects.bulk_create(KeptOut(matter=held, person_id=person) for person in sorted(new))
    type(held).objects.filter(pk=held.pk).update(recuses=True)
    matter.recuses = True
    rows = Task.objects.filter(matter=held, state=TaskState.CLAIMED, claimed_by__person__in=new)
    rows.update(state=TaskState.OPEN, claimed_by=None, claimed=None)
    journal.record(actor, codes.KEPT_OUT, held, union=held.union_id)
    return len(new)


@transaction.atomic
def step_aside(actor: Actor, matter: Matter, reason: str) -> None:
    """Say of oneself that one is concerned. Somebody else at the union does it, or the first above where one can.

    Raises Refused for who has no step of it, NotPossible without a reason or where nobody else could do it.
    """
    held = locked_open(matter.pk)
    mine = [task for task in living_of(held) if not task.for_applicant and may_act(actor, task, held)]
    if actor.person_id is None or not mine:
        raise Refused(_("This step is for others: who does it follows from a post in that very union."))
    if not reason.strip():
        raise NotPossible(_("Say why you keep out of it."), "reason")
    write_reason(actor, held, mine[0], reason)
    keep_out(actor, held, [actor.person_id])
    pass_up(actor, held)


def pass_up(actor: Actor, held: Matter) -> None:
    """Where all who could do a step of a matter that is held keep out of it, let the union above have it.

    Raises NotPossible where nobody above could do it either.
    """
    held.recuses = True
    for task in living_of(held):
        if task.for_applicant or others_for(held, task, task.union):
            continue
        above = somebody_above(held, task)
        if above is None:
            raise NotPossible(_("Nobody else could do it, here or above."))
        if procedure_of(held.procedure).lanes[task.role].where is Where.EACH:
            rows = Task.objects.filter(pk=task.pk, state__in=LIVING)
            rows.update(union=above, state=TaskState.OPEN, claimed_by=None, claimed=None)
            task.union = above
            on_task_moved.run(Moved(task, node_of(held, task)))
        else:
            put_at(actor, held, living_of(held), above, RECUSED)


@transaction.atomic
def find_somebody(matter: Matter) -> None:
    """Where all who could do a step of a matter that was opened just now keep out of it, let the union above have it.

    It stays where nobody above could do it either, and where nobody could have done it anyhow.
    """
    out, union = kept_out_of(matter), matter.union
    if not out or not any(out & holders(task.union, task.permission) for task in living_of(matter)):
        return
    try:
        with transaction.atomic():
            pass_up(PLATFORM, matter)
    except NotPossible:
        matter.union = union
