"""Undoing what a list did, as long as nothing else stands on it; else saying what does."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines import journal
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.models import Roster, RosterPart
from niangjia.engines.people.totals.keeping import add
from niangjia.foundation.clock import now
from niangjia.foundation.jobs import Step, job_kind
from niangjia.foundation.jobs.actions import start_job

from . import journal_codes as codes
from .changing import done_in
from .loading import held, page_of_list, store
from .own_scope import in_own_scope
from .parts import in_turn, parts_of
from .standing import Obstacle, obstacles_of

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.jobs import Ids, Work
    from niangjia.foundation.jobs.models import Job

UNDO = "people.roster_undo"
State, PartState = Roster.State, RosterPart.State
AT_ONCE = 1  # parts
MOST_TOLD = 200  # obstacles


def can_be_undone(roster: Roster) -> bool:
    """Whether it was committed within the time."""
    return roster.state == State.COMMITTED and now() < roster.kept_until


def obstacles(roster: Roster) -> list[Obstacle]:
    """What stands on the list's rows, so that it can't be undone: at most MOST_TOLD, the first rows first."""
    found: list[Obstacle] = []
    for part in in_turn(parts_of(roster).filter(state=PartState.COMMITTED)):
        found += obstacles_of(done_in(part))
        if len(found) >= MOST_TOLD:
            break
    return found[:MOST_TOLD]


@transaction.atomic
def undo_roster(actor: Actor, roster: Roster) -> Job:
    """Take back all that the list entered and changed. Raises Refused; NotPossible after its time, or while something
    else stands on it: `obstacles` says what.
    """
    roster = held(actor, roster, State.COMMITTED)
    if not can_be_undone(roster):
        raise NotPossible(_("This list was committed more than 30 days ago: it can't be undone any more."))
    if found := obstacles(roster):
        first = {"row": found[0].number, "what": found[0].sentence}
        raise NotPossible(_("Something else stands on it. Row %(row)s: %(what)s") % first)
    total = sum(parts_of(roster).filter(state=PartState.COMMITTED).values_list("rows", flat=True))
    job = start_job(actor, UNDO, {"roster": roster.pk}, total=total)
    roster.state, roster.jobs = State.UNDOING, [str(job.pk)]
    store(roster, ["state", "jobs"])
    journal.record(actor, codes.UNDO_STARTED, roster, union=roster.union_id)
    return job


@job_kind(UNDO, title=gettext_lazy("Undoing a list"), leads_to=page_of_list)
@in_own_scope
def undo_chunk(work: Work, cursor: Ids | None) -> Step:
    """A part, the last one first. What something stands on since it began is left alone, and counted."""
    from .taking_back import take_back

    roster = Roster.objects.select_related("union").get(pk=UUID(str(work.ids["roster"])))
    work.actor.require(EDIT, at=roster.union.place)
    names = ("left", "persons", "kept", "done")
    left, persons, kept, done = (int(cursor[name]) for name in names) if cursor else (0, 0, 0, 0)
    if roster.state != State.UNDOING:
        return Step(None, done=done)
    parts = parts_of(roster).filter(state=PartState.COMMITTED).order_by("-number")
    part = parts.select_for_update(no_key=True).first()
    if part is None:
        _finish(work.actor, roster, persons, kept)
        return Step(None, done=done)
    found = done_in(part)
    mended, standing, counts = take_back(work.actor, roster, found)
    part.state = PartState.UNDONE
    part.save(update_fields=["state"])
    add(counts)
    told = {"persons": persons + mended, "kept": kept + standing, "done": done + part.rows}
    return Step({"left": left + 1, **told}, done=told["done"])


def _finish(actor: Actor, roster: Roster, persons: int, kept: int) -> None:
    roster.state, roster.undone, roster.jobs = State.UNDONE, now(), []
    store(roster, ["state", "undone", "jobs"])
    journal.record(actor, codes.UNDONE, roster, union=roster.union_id, data={"persons": persons, "kept": kept})
