"""Paper first stays lawful: a step that was done on paper is entered with its day, its number and a scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from niangjia.engines import journal
from niangjia.engines.matters.acts.locking import locked_open
from niangjia.engines.matters.acts.otherwise import ends_otherwise
from niangjia.engines.matters.acts.tasks import complete_task, tick_checklist
from niangjia.engines.matters.core.models import Task
from niangjia.engines.matters.meetings.models import MeetingItem
from niangjia.engines.matters.refusals import NotPossible
from niangjia.foundation.attachments import About, BadFile, Limits
from niangjia.foundation.attachments.keeping import keep_file
from niangjia.foundation.attachments.kinds import PAPERS
from niangjia.foundation.clock import now, today

from . import journal_codes as codes
from .models import PaperEntry
from .permissions import ENTER

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from niangjia.foundation.access.actor import Actor

SCAN = "scan"
OLDEST = timedelta(days=366 * 5)
SCANS = Limits(most=5, kinds=PAPERS)


@dataclass(frozen=True)
class Paper:
    """What was signed: its day, number, who decided by it, and the scan with the name of its file."""

    day: date
    scan: bytes
    name: str
    number: str = ""
    decided_by: str = ""


@transaction.atomic
def enter_paper(
    actor: Actor,
    task: Task,
    outcome: str,
    paper: Paper,
    *,
    data: Mapping[str, Any] | None = None,
    files: Any = None,
    ticked: Collection[int] | None = None,
) -> PaperEntry:
    """Enter that a step was done on paper; the step ends as it did there, also one that a meeting decides.

    `data` and `files` are what the step's form asks for and the reason, as with a click (`complete_task`); `ticked`
    the points of its checklist that were seen to, None to leave them as they are. What the procedure issues meanwhile
    by `issue_about` is the paper itself, with its number and day. By whoever may do the step (one of the applicant:
    who may begin such matters for somebody) and has the right to enter papers. Raises Refused, Over, Unfilled,
    NotPossible, BadFile.
    """
    actor.require(ENTER, at=task.union.place)
    _check(paper)
    matter = locked_open(task.matter_id)
    with ends_otherwise(task, paper.day, paper=True, number=paper.number.strip()):
        if ticked is not None:
            tick_checklist(actor, task, ticked)
        complete_task(actor, task, outcome, data=data, files=files)
    MeetingItem.objects.filter(task=task, state__in=(1, 2)).update(state=MeetingItem.State.TAKEN_OFF, done=now())
    entry = PaperEntry.objects.create(
        matter=matter,
        task=task,
        paper_date=paper.day,
        paper_number=paper.number.strip()[:64],
        decided_by=paper.decided_by.strip()[:64],
        account_id=actor.account_id,
    )
    keep_file(actor, About.of(entry), paper.scan, paper.name, slot=SCAN, limits=SCANS)
    ended = Task.objects.values_list("outcome", flat=True).get(pk=task.pk)
    told = {"day": str(paper.day), "outcome": f"{matter.procedure}/{ended}"}
    journal.record(actor, codes.ENTERED, matter, union=task.union_id, data=told)
    return entry


def _check(paper: Paper) -> None:
    if paper.day > today():
        raise NotPossible(_("The paper's day lies in the future."), "day")
    if paper.day < today() - OLDEST:
        raise NotPossible(_("The paper's day lies more than five years back."), "day")
    if not paper.scan:
        raise NotPossible(_("Add a scan or a photograph of the paper."), "scan")


__all__ = ["BadFile", "Paper", "enter_paper"]
