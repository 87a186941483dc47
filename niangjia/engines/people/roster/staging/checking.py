"""Checking a list: read in parts, each held against unions, employers and the register; then against itself."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines import journal
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster import reading
from niangjia.engines.people.roster.models import Roster, RosterPart
from niangjia.engines.people.roster.shapes import Problem
from niangjia.engines.people.scope import ALL_PERSONS, WHOLE_CITY
from niangjia.foundation.jobs import Step, job_kind
from niangjia.foundation.jobs.actions import start_job
from niangjia.foundation.jobs.models import Job

from . import journal_codes as codes
from . import reasons
from .calm import calm
from .ground import ground_of
from .loading import held, page_of_list, stop_jobs, store
from .mapping import BEFORE_COMMIT
from .matching import match_rows
from .own_scope import in_own_scope
from .parts import ROWS, new_part, settle_counts
from .rows import Outcome
from .settling import settle_twice
from .stream import leave_open, stream_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.jobs import Ids, Work

    from .ground import Ground
    from .rows import Staged

CHECK = "people.roster_check"
ELSEWHERE = "whether somebody on a list is known elsewhere"
AT_ONCE = 5  # parts of a chunk
State = Roster.State


@transaction.atomic
def start_check(actor: Actor, roster: Roster) -> Job:
    """Check the list as its columns were chosen; what an earlier check found is forgotten.

    Raises Refused, NotPossible.
    """
    roster = held(actor, roster, *BEFORE_COMMIT)
    if "name" not in roster.mapping.values():
        raise NotPossible(_("Say which column holds the name."))
    stop_jobs(roster)
    RosterPart.objects.filter(roster=roster).delete()
    roster.round += 1
    roster.state, roster.rows, roster.counts, roster.reasons, roster.reason = State.CHECKING, 0, {}, {}, ""
    job = start_job(actor, CHECK, {"roster": roster.pk, "round": roster.round}, total=_expected_rows(roster))
    roster.jobs = [str(job.pk)]
    # The functions of records.py tell of whoever is outside the scope that it is so, and no more.
    journal.record(actor, WHOLE_CITY, ALL_PERSONS, data={"reason": ELSEWHERE})
    store(roster, ["round", "state", "rows", "counts", "reasons", "reason", "jobs"])
    return job


def _expected_rows(roster: Roster) -> int:
    from .uploading import book_of

    sheet = next((sheet for sheet in book_of(roster).sheets if sheet.name == roster.sheet), None)
    return max(sheet.rows - roster.heading, 0) if sheet else 0


@job_kind(CHECK, title=gettext_lazy("Check of a list"), leads_to=page_of_list)
@in_own_scope
def check_chunk(work: Work, cursor: Ids | None) -> Step:
    """Some parts; after the last, whoever is in the file twice. Raises Refused."""
    roster = Roster.objects.select_related("union").get(pk=UUID(str(work.ids["roster"])))
    work.actor.require(EDIT, at=roster.union.place)
    if roster.round != work.ids["round"] or roster.state != State.CHECKING:
        return Step(None, done=0)  # another check began, or it was cancelled
    number, after, done = (int(cursor[key]) for key in ("part", "after", "done")) if cursor else (0, 0, 0)
    try:
        with calm():
            count, last = _read(work.actor, roster, number, after)
    except reading.Unreadable as error:
        if _is_at_hand(roster):
            roster.state, roster.reason = State.UNREADABLE, error.code[:40]
            store(roster, ["state", "reason"])
        return Step(None, done=done)
    done += count
    if count:
        return Step({"part": number - (-count // ROWS), "after": last, "done": done}, done=done)
    _finish(work.actor, roster)
    return Step(None, done=done, total=done)


def _read(actor: Actor, roster: Roster, number: int, after: int) -> tuple[int, int]:
    """Store the next rows as parts from that number on; answers how many and the last one's number, 0 at the end."""
    stream = stream_of(roster, after)
    try:
        ground = ground_of(actor, roster)  # a large file takes longer than this until its first row is there
        rows = stream.take(AT_ONCE * ROWS)
        if rows:
            _store(roster, number, rows, ground)
    except BaseException:
        stream.close()
        raise
    (leave_open if rows else type(stream).close)(stream)
    return (len(rows), rows[-1].number) if rows else (0, 0)


def _store(roster: Roster, number: int, rows: Sequence[Staged], ground: Ground) -> None:
    ground.learn_employers(row.values for row in rows)
    for row in rows:
        place(row, ground)
    documents = match_rows(rows, ground)
    lots = [rows[at : at + ROWS] for at in range(0, len(rows), ROWS)]
    parts = [new_part(roster, at, lot, documents) for at, lot in enumerate(lots, start=number)]
    RosterPart.objects.bulk_create(parts)


def place(row: Staged, ground: Ground) -> None:
    """Set the row's union and employer; without a union it is rejected."""
    union = ground.union_of(row.values)
    if isinstance(union, int):
        row.union = union
    elif not any(field in ("union", "union_code") for field, _code in row.errors):
        row.errors = [*row.errors, Problem("union", union)]
        row.outcome = Outcome.REJECTED
    employer = ground.employer_of(row.values, row.union)
    if isinstance(employer, int):
        row.employer = employer
    elif employer:
        row.warnings = [*row.warnings, Problem("employer", employer)]


def _is_at_hand(roster: Roster) -> bool:
    """Whether no other check has begun, and nobody cancelled; nobody can until this transaction ends."""
    begun = roster.round
    roster.refresh_from_db(from_queryset=Roster.objects.select_for_update(no_key=True, of=("self",)))
    return roster.round == begun and roster.state == State.CHECKING


def _finish(actor: Actor, roster: Roster) -> None:
    if not _is_at_hand(roster):
        return
    settle_twice(roster)
    settle_counts(roster)
    roster.state, roster.jobs = State.CHECKED, []
    if not roster.rows:
        roster.reason = reasons.NO_ROWS
    store(roster, ["state", "jobs", "reason"])
    told = {"rows": roster.rows, "rejected": roster.counts.get(Outcome.REJECTED, 0)}
    journal.record(actor, codes.CHECKED, roster, union=roster.union_id, data=told)
