"""Many tasks completed with one outcome: chosen at once, done one by one as a job, with a result for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines import journal
from niangjia.engines.matters import journal_codes as codes
from niangjia.engines.matters.acts.locking import hold_matters
from niangjia.engines.matters.acts.tasks import complete_task
from niangjia.engines.matters.core.models import Batch, BatchRow
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.refusals import NotPossible as RegisterNotPossible
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.jobs import Ids, Step, Work, job_kind
from niangjia.foundation.jobs.actions import start_job

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.matters.core.models import Task
    from niangjia.foundation.access.actor import Actor

JOB = "matters.complete_many"
AT_ONCE = 25  # tasks of a chunk
LARGEST = 500
Result = BatchRow.Result


@transaction.atomic
def start_batch(actor: Actor, tasks: Sequence[Task], outcome: str) -> Batch:
    """Let a job complete these tasks as the actor, all with one outcome. Raises NotPossible, Refused for a visitor.

    What each task's state and the actor's rights say is asked when its turn comes.
    """
    if actor.account_id is None:
        raise Refused(_("Sign in to start this."))
    if not tasks:
        raise NotPossible(_("Choose at least one task."), "tasks")
    if len(tasks) > LARGEST:
        raise NotPossible(_("At most %(count)s at once.") % {"count": LARGEST}, "tasks")
    if len({(task.procedure, task.key) for task in tasks}) > 1:
        raise NotPossible(_("Choose tasks of one step."), "tasks")
    batch = Batch.objects.create(account_id=actor.account_id, outcome=outcome)
    BatchRow.objects.bulk_create([BatchRow(batch=batch, task=task) for task in tasks])
    journal.record(actor, codes.BATCH, batch, data={"count": len(tasks)})
    start_job(actor, JOB, {"batch": batch.pk}, total=len(tasks))
    return batch


@job_kind(
    JOB,
    title=gettext_lazy("Completing tasks together"),
    leads_to=lambda ids: reverse("matters:batch", args=[ids["batch"]]),
)
def complete_some(work: Work, cursor: Ids | None) -> Step:
    """Some tasks of a batch; what can't be completed says why and keeps nobody else from it."""
    rows = BatchRow.objects.filter(batch=int(work.ids["batch"])).select_related("task", "batch")
    waiting = list(rows.filter(result=Result.WAITING).order_by("task__matter", "pk")[: AT_ONCE + 1])
    hold_matters(row.task.matter_id for row in waiting[:AT_ONCE])
    for row in waiting[:AT_ONCE]:
        row.result, row.sentence = _complete(work.actor, row)
        row.save(update_fields=["result", "sentence"])
    done = (int(cursor["done"]) if cursor else 0) + len(waiting[:AT_ONCE])
    return Step({"done": done} if len(waiting) > AT_ONCE else None, done=done)


def _complete(actor: Actor, row: BatchRow) -> tuple[Result, str]:
    try:
        complete_task(actor, row.task, row.batch.outcome)
    except (RegisterNotPossible, Refused) as error:
        return Result.REFUSED, str(error)[:200]
    return Result.DONE, ""
