"""Where the place says so, silence of the union above beyond its limit counts as consent to moving a chair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from niangjia.engines.matters.acts.matters import place_anew
from niangjia.engines.matters.acts.tasks import complete_task
from niangjia.engines.matters.core.models import LIVING, Task
from niangjia.engines.matters.refusals import NotPossible, Over
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now
from niangjia.foundation.jobs import Step, job_kind, periodic
from niangjia.foundation.jobs.actions import start_job
from niangjia.services.founding.terms.delaying import figure

from .asking import keyed
from .granting import settler
from .kinds import RESTRUCTURING

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.foundation.jobs import Ids, Work

KIND, AT_ONCE = "founding.silent", 20
WHY_MOVED = gettext_noop("move what nobody is left to settle to the union above")
RESTRUCTURED = [keyed(kind) for kind in RESTRUCTURING]
WHY = gettext_noop("let silence of the union above count as consent where the place says so")


@periodic("47 6 * * *")
def start_consenting() -> None:
    """Once a day, where something lies beyond its limit."""
    if _late(0).exists():
        start_job(PLATFORM, KIND, {})


@periodic("52 6 * * *")
def move_settling() -> None:
    """Once a day: what nobody is left to settle in the union waits above it from then on. There are few."""
    waiting = Task.objects.filter(procedure__in=RESTRUCTURED, role="settler", state__in=LIVING)
    with everywhere(PLATFORM, WHY_MOVED):
        for task in waiting.select_related("matter__union__parent").order_by("pk"):
            if settler(task.matter).pk != task.union_id:
                try:
                    place_anew(task.matter)
                except Over:  # done meanwhile
                    continue


@job_kind(KIND, title=_("Consent by silence to changes of chairs"))
def consent_some(work: Work, cursor: Ids | None) -> Step:
    """Some at a time, by id; what can't be carried out stays with the union above."""
    after, done = (int(cursor["last"]), int(cursor["done"])) if cursor else (0, 0)
    tasks = list(_late(after)[:AT_ONCE])
    with everywhere(PLATFORM, WHY):
        done += sum(_consented(task) for task in tasks)
    return Step({"last": tasks[-1].pk, "done": done} if tasks else None, done=done)


def _late(after: int) -> QuerySet[Task]:
    rows = Task.objects.filter(
        procedure="founding.officers", key="decide", state__in=LIVING, due__lt=now(), pk__gt=after
    )
    return rows.select_related("matter", "union").order_by("pk")


def _consented(task: Task) -> int:
    if not task.matter.variables.get("chair") or not figure("founding.silence_is_consent", task.union):
        return 0
    try:
        complete_task(PLATFORM, task, "approve")
    except NotPossible:
        return 0
    return 1
