"""Confirmed minutes decide all items on the list, each once: as one job of short chunks, whatever is killed in
between.

Every item goes through the same verb as a click, with the rights of whoever confirmed; one that can't be carried
out says why and waits for the next meeting.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines import journal
from niangjia.engines.matters.acts.locking import hold_matters, locked_open
from niangjia.engines.matters.acts.otherwise import ends_otherwise
from niangjia.engines.matters.acts.tasks import complete_task
from niangjia.engines.matters.core.models import Task, TaskState
from niangjia.engines.matters.limits.settling import chain_of, figures_for
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.people.posts.holding import holds_at
from niangjia.engines.people.refusals import NotPossible as RegisterNotPossible
from niangjia.foundation.access.actor import Refused
from niangjia.foundation.clock import now, today
from niangjia.foundation.jobs import Step, job_kind
from niangjia.foundation.jobs.actions import start_job

from . import journal_codes as codes
from .bodies import body_of
from .listing import list_again
from .minutes import draw_minutes
from .models import Meeting, MeetingItem
from .permissions import CONFIRM
from .reading import may_know

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.jobs import Ids, Work
    from niangjia.foundation.jobs.models import Job

KIND, AT_ONCE = "matters.decide_items", 20
State = MeetingItem.State


@transaction.atomic
def confirm_minutes(actor: Actor, meeting: Meeting) -> Job:
    """Confirm the minutes of a meeting; answers the job that carries all of it out.

    Only by a post in that very union. Raises Refused, NotPossible where something is missing or too few came or
    agreed.
    """
    held = Meeting.objects.select_for_update(of=("self",)).select_related("union").get(pk=meeting.pk)
    if not holds_at(actor, CONFIRM, held.union):
        raise Refused(_("Minutes are confirmed by who leads that very union."))
    if not may_know(actor, held):
        raise Refused(
            _("Something before this meeting is not for you to decide: somebody else confirms its minutes.")
        )
    count = _check(held)
    paper = draw_minutes(actor, held)
    held.state, held.decided, held.decided_by_id = Meeting.State.DECIDING, now(), actor.account_id
    held.number, held.paper = paper.number, paper
    job = start_job(actor, KIND, {"meeting": held.pk}, total=count)
    held.job = job.pk
    held.save(update_fields=["state", "decided", "decided_by", "number", "paper", "job"])
    journal.record(actor, codes.CONFIRMED, held, union=held.union_id, data={"count": count})
    return job


def _check(meeting: Meeting) -> int:
    """How many items there are. Raises NotPossible."""
    if not meeting.is_open:
        raise NotPossible(_("These minutes are confirmed already."))
    if meeting.held > today():
        raise NotPossible(_("The meeting has not been held yet."))
    items = list(meeting.items.filter(state=State.PUT))
    if not items:
        raise NotPossible(_("Nothing stands on the list of this meeting."))
    if count := meeting.items.filter(state=State.PUT, task__opened__date__gt=meeting.held).count():
        # Its day says whether a time limit was met: it can't be before there was anything to decide.
        sentence = _("%(count)s items came up after the day of this meeting: leave them to the next one.")
        raise NotPossible(sentence % {"count": count}, "items")
    came, due = _quorum(meeting)
    _votes(items, came)
    _majorities(meeting, items, due)
    return len(items)


def _quorum(meeting: Meeting) -> tuple[int, int]:
    """How many with a vote came, and how many were due. Raises NotPossible where too few came."""
    members = list(meeting.members.filter(votes=True))
    if not members or any(member.came is None for member in members):
        raise NotPossible(_("Write down first who came."), "came")
    came, due = sum(bool(member.came) for member in members), len(members)
    if Fraction(came, due) < _share(meeting, body_of(meeting.body).quorum):
        raise NotPossible(_("%(came)s of %(due)s came: too few to decide.") % {"came": came, "due": due}, "came")
    return came, due


def _votes(items: list[MeetingItem], came: int) -> None:
    """Nobody votes who was not there, also where attendance was put right after the votes."""
    over = sum((item.votes_for or 0) + (item.votes_against or 0) + (item.abstained or 0) > came for item in items)
    if over:
        sentence = _("%(count)s items have more votes than the %(came)s who came.")
        raise NotPossible(sentence % {"count": over, "came": came}, "items")


def _majorities(meeting: Meeting, items: list[MeetingItem], due: int) -> None:
    share = _share(meeting, body_of(meeting.body).majority)
    if missing := sum(not item.outcome for item in items):
        raise NotPossible(_("%(count)s items have no decision yet.") % {"count": missing}, "items")
    short = [item for item in items if Fraction(item.votes_for or 0, due) <= share]
    if short:
        sentence = _(
            "%(count)s items have too few votes for what is written as decided: more than %(share)s of %(due)s."
        )
        raise NotPossible(sentence % {"count": len(short), "share": share, "due": due}, "items")


def _share(meeting: Meeting, key: str) -> Fraction:
    return figures_for([key], chain_of(meeting.union), meeting.held)[key].share


def _page(ids: Ids) -> str:
    return reverse("matters:meeting", args=[ids["meeting"]])


@job_kind(KIND, title=gettext_lazy("Carrying out what a meeting decided"), leads_to=_page)
def decide_some(work: Work, cursor: Ids | None) -> Step:
    """Some items by their id. What is no longer before the meeting was carried out by an earlier try."""
    after, done = (int(cursor[name]) for name in ("after", "done")) if cursor else (0, 0)
    meeting = Meeting.objects.select_related("union").get(pk=int(work.ids["meeting"]))
    waiting = meeting.items.filter(pk__gt=after, state=State.PUT).select_related("task").order_by("pk")
    items = list(waiting[:AT_ONCE])
    hold_matters(item.task.matter_id for item in items)
    for item in items:
        decide_item(work.actor, meeting, item)
    done += len(items)
    if len(items) == AT_ONCE:
        return Step({"after": items[-1].pk, "done": done}, done=done)
    _finish(work.actor, meeting)
    return Step(None, done=done)


def decide_item(actor: Actor, meeting: Meeting, item: MeetingItem) -> bool:
    """Carry one decision out, or keep why it can't be; whether it was."""
    try:
        with transaction.atomic():
            _carry_out(actor, meeting, item)
    except (RegisterNotPossible, Refused) as error:
        put = MeetingItem.objects.filter(pk=item.pk, state=State.PUT)
        if put.update(state=State.STUCK, sentence=str(error)[:200], done=now()):
            list_again(item)
        return False
    return True


def _carry_out(actor: Actor, meeting: Meeting, item: MeetingItem) -> None:
    matter = locked_open(item.task.matter_id)
    if not MeetingItem.objects.filter(pk=item.pk, state=State.PUT).update(state=State.DONE, done=now()):
        return
    # Whoever had it in hand has it no more: the meeting has decided.
    claimed = Task.objects.filter(pk=item.task_id, state=TaskState.CLAIMED)
    claimed.update(state=TaskState.OPEN, claimed_by=None, claimed=None)
    with ends_otherwise(item.task, meeting.held):
        complete_task(actor, item.task, item.outcome, data={"reason": item.why})
    data = {"body": meeting.body, "day": str(meeting.held)}
    journal.record(actor, codes.BY_MEETING, matter, union=meeting.union_id, data=data)


def _finish(actor: Actor, meeting: Meeting) -> None:
    if Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.DECIDING).update(state=Meeting.State.DECIDED):
        stuck = meeting.items.filter(state=State.STUCK).count()
        journal.record(actor, codes.DECIDED, meeting, union=meeting.union_id, data={"count": stuck})
