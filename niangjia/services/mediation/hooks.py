"""What we tell the engine of matters: from when the fifteen days run, and who keeps out of a dispute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.matters.hooks import before_task_done, on_task_opened
from niangjia.engines.matters.limits.starting import start_limit
from niangjia.engines.matters.refusals import NotPossible

from .models import Dispute, Recusal
from .reading import PROCEDURE

if TYPE_CHECKING:
    from niangjia.engines.matters.models import Matter, Task
    from niangjia.foundation.access.actor import Actor

MEDIATION = "mediation.mediate"


@on_task_opened
def let_days_run(task: Task) -> None:
    """The fifteen days run from the application (第十四条), not from the acceptance; payments by their days."""
    if task.procedure != PROCEDURE or task.key not in ("mediate", "perform"):
        return
    row = Dispute.objects.filter(matter=task.matter_id).first()
    if row is None:
        return
    if task.key == "mediate":
        start_limit(MEDIATION, task.matter, task=task, event=row.applied)
    else:
        from .acts.paying import set_due

        set_due(task, row)


@before_task_done
def without_recused(actor: Actor, task: Task, outcome: str) -> None:
    """Who keeps out does no step of it, nor whose own it is."""
    if task.procedure == PROCEDURE and not task.for_applicant:
        refuse_recused(actor, task.matter)


def refuse_recused(actor: Actor, matter: Matter) -> None:
    """Raises NotPossible for who keeps out of the dispute, and for the applicant."""
    if actor.person_id and actor.person_id == matter.person_id:
        raise NotPossible(_("It is your own dispute: others of the committee see to it."))
    rows = Recusal.objects.filter(dispute__matter=matter.pk, person=actor.person_id, state=Recusal.State.OUT)
    if actor.person_id and rows.exists():
        raise NotPossible(_("You keep out of this dispute: others of the committee do it."))
