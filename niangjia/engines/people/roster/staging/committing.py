"""Committing a list: lot by lot, each in a transaction of its own, held against the register once more."""

from __future__ import annotations

import zlib
from collections import Counter
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from niangjia.engines import journal
from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.persons.changing import lock_persons
from niangjia.engines.people.persons.checking import fit_note
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster.models import KEPT, Expected, Roster, RosterPart
from niangjia.engines.people.roster.shapes import Problem
from niangjia.engines.people.totals.keeping import add
from niangjia.foundation.clock import now, today
from niangjia.foundation.jobs import Step, job_kind
from niangjia.foundation.jobs.actions import start_job

from . import journal_codes as codes
from . import reasons
from .calm import calm
from .changing import Changing, Done, done_in, sealed_done
from .entering import enter
from .ground import ground_of, standing_unions
from .hooks import Moved, tell_moved
from .loading import held, page_of_list, stop_jobs, store
from .matching import match_rows
from .own_scope import in_own_scope
from .parts import in_turn, parts_of, save_rows, settle_counts
from .rows import COMMITTED, ENTERING, Outcome
from .sealing import rows_of_part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.totals.keeping import Counts
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.jobs import Ids, Work
    from niangjia.foundation.jobs.models import Job

    from .ground import Ground
    from .rows import Staged

COMMIT = "people.roster_commit"
State, PartState, Origin = Roster.State, RosterPart.State, Membership.Origin
AT_ONCE = 5  # parts of a lot
LANES, FEWEST = 2, 4  # jobs that work at once, each on parts of its own; parts for which one is enough
TRIES = 3  # when others enter the same persons at the same moment
BUCKETS = 256  # of names, for locks
NAME_LOCK = 0x726F7374  # keeps these locks apart from others'


@transaction.atomic
def commit_roster(actor: Actor, roster: Roster, *, origin: str, word: str = "") -> list[Job]:
    """Enter and change what the preview shows; or go on with it where it was stopped.

    New ones are recorded later on somebody's `word`, which must then be said, or wait for an application and are no
    members yet. Raises Refused, NotPossible.
    """
    roster = held(actor, roster, State.CHECKED, State.COMMITTED)
    _refuse(roster, origin, word)
    left = list(parts_of(roster).filter(state=PartState.CHECKED).values_list("number", flat=True))
    if not left:
        raise NotPossible(_("Nothing of this list is left to be committed."))
    roster.origin, roster.word, roster.state, roster.reason = origin, fit_note(word)[:128], State.COMMITTING, ""
    lanes = _lanes(left)
    jobs = [
        start_job(actor, COMMIT, {"roster": roster.pk, "first": first, "end": end}, total=_rows(roster, first, end))
        for first, end in lanes
    ]
    roster.jobs = [str(job.pk) for job in jobs]
    store(roster, ["origin", "word", "state", "reason", "jobs"])
    journal.record(actor, codes.COMMIT_STARTED, roster, union=roster.union_id, data={"origin": origin})
    return jobs


def _refuse(roster: Roster, origin: str, word: str) -> None:
    if roster.purpose != Roster.Purpose.MEMBERS:
        raise NotPossible(_("An employer's list is for comparing only."))
    if origin not in (Origin.APPLICATION, Origin.RECORDED):
        raise NotPossible(_("Say whether the new ones are recorded later or will apply."))
    if origin == Origin.RECORDED and not word.strip():
        raise NotPossible(_("Say on whose word the membership is recorded."))


def _lanes(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Ranges of part numbers, one for each job."""
    first, end = numbers[0], numbers[-1] + 1
    if len(numbers) <= FEWEST:
        return [(first, end)]
    middle = numbers[len(numbers) // LANES]
    return [(first, middle), (middle, end)]


def _rows(roster: Roster, first: int, end: int) -> int:
    return sum(_left(roster, first, end).values_list("rows", flat=True))


def _left(roster: Roster, first: int, end: int):  # type: ignore[no-untyped-def]
    return parts_of(roster).filter(state=PartState.CHECKED, number__gte=first, number__lt=end)


@job_kind(COMMIT, title=gettext_lazy("Commit of a list"), leads_to=page_of_list)
@in_own_scope
def commit_chunk(work: Work, cursor: Ids | None) -> Step:
    """A lot; the last one of all lanes ends the commit. Raises Refused."""
    roster = Roster.objects.select_related("union").get(pk=UUID(str(work.ids["roster"])))
    work.actor.require(EDIT, at=roster.union.place)
    first, done = (int(cursor["next"]), int(cursor["done"])) if cursor else (int(work.ids["first"]), 0)
    end = int(work.ids["end"])
    if roster.state != State.COMMITTING:
        return Step(None, done=done)
    parts = list(_left(roster, first, end).select_for_update(no_key=True)[:AT_ONCE])
    if parts:
        with calm():
            commit_parts(work.actor, roster, parts)
        done += sum(part.rows for part in parts)
    if parts and (after := parts[-1].number + 1) < end:
        return Step({"next": after, "done": done}, done=done)
    _finish(work.actor, roster)
    return Step(None, done=done)


def commit_parts(actor: Actor, roster: Roster, parts: Sequence[RosterPart]) -> None:
    """Commit these parts, all or none of them."""
    for tried in range(TRIES):
        try:
            with transaction.atomic():
                _commit(actor, roster, parts, wary=tried > 0)
            return
        except IntegrityError:  # somebody has one of the documents by now: then all are looked at again
            if tried == TRIES - 1:
                raise


def _commit(actor: Actor, roster: Roster, parts: Sequence[RosterPart], *, wary: bool) -> None:
    ground, day = ground_of(actor, roster), today()
    rows = {part.number: rows_of_part(part) for part in parts}
    every = [row for several in rows.values() for row in several]
    altered = _look_again(roster, [row for row in every if row.outcome in COMMITTED], ground, wary=wary)
    entered, counts = enter(actor, roster, [row for row in every if row.outcome in ENTERING], day)
    changed, differing = Changing(actor, roster, day).apply([row for row in every if row.outcome is Outcome.CHANGED])
    done = {one.row.number: Done(one.row.number, one.person, True, [], one.membership) for one in entered}
    done |= {one.number: one for one in changed}
    for part in parts:
        _close(part, rows[part.number], done, altered)
    tell_moved(actor, roster, _moved(every))
    _count(counts, differing)


def _look_again(roster: Roster, rows: Sequence[Staged], ground: Ground, *, wary: bool) -> set[int]:
    """Hold the rows against the register as it is now, with their persons locked; answers whose outcome differs.

    Of rows that were new it is mostly enough that no two records can have one document: these are looked at again
    only where that has refused them.
    """
    _hold_unions({row.union for row in rows if row.union})
    standing = standing_unions({row.union for row in rows if row.union}, ground)
    closed = [row for row in rows if row.union not in standing]
    for row in closed:
        row.outcome, row.errors = Outcome.REJECTED, [*row.errors, Problem("union", reasons.CLOSED_UNION)]
    again = [row for row in rows if row.union in standing and (wary or row.outcome is not Outcome.NEW)]
    before = {row.number: (row.outcome, [(one.field, one.new) for one in row.changes]) for row in again}
    bare = [row for row in again if not row.values.get("documents")]
    _lock_names(bare)
    lock_persons([row.person for row in again if row.person])
    match_rows(again, ground, ignoring=_entered_before(roster) if bare else frozenset())
    if roster.origin == Origin.APPLICATION:
        _leave_awaited(again)
    for row in again:
        if row.outcome is Outcome.CHANGED and not _was_seen(row, *before[row.number]):
            row.outcome, row.reason, row.group = Outcome.HELD, reasons.SINCE_CHANGED, row.group or row.number
    _hold_second(again)
    altered = {row.number for row in again if row.outcome is not before[row.number][0]}
    return altered | {row.number for row in closed}


def _hold_unions(ids: set[int]) -> None:
    """Nobody merges or dissolves these until the lot is committed; whoever is at it is waited for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM people_union WHERE id = ANY(%s) ORDER BY id FOR SHARE", [sorted(ids)])


def _leave_awaited(rows: Sequence[Staged]) -> None:
    """Of whom an application is awaited in that union already, nothing more is awaited."""
    joining = {row.person for row in rows if any(change.field == "membership" for change in row.changes)}
    awaited = set(Expected.objects.filter(person__in=joining - {None}).values_list("person", "union"))
    for row in rows:
        if (row.person, row.union) in awaited and row.outcome is Outcome.CHANGED:
            row.changes = [change for change in row.changes if change.field != "membership"]
            row.reason = "" if row.reason == reasons.JOINS else row.reason
            row.outcome = Outcome.CHANGED if row.changes else Outcome.UNCHANGED


def _hold_second(rows: Sequence[Staged]) -> None:
    """No record is changed by two rows: what was picked, or happened since, may have led a second one to it."""
    seen: set[int] = set()
    for row in rows:
        if row.outcome is Outcome.CHANGED and row.person:
            if row.person in seen:
                row.outcome, row.reason, row.group = Outcome.HELD, reasons.TWICE, row.group or row.number
            seen.add(row.person)


def _entered_before(roster: Roster) -> frozenset[int]:
    """Whom the committed parts of the list have entered: it was held against itself when it was checked."""
    parts = in_turn(parts_of(roster).filter(state=PartState.COMMITTED))
    return frozenset(one.person for part in parts for one in done_in(part) if one.entered)


def _was_seen(row: Staged, outcome: Outcome, changes: list[tuple[str, str]]) -> bool:
    """Whether the preview showed all that would be changed; what others have changed alike meanwhile is no matter."""
    return outcome is Outcome.CHANGED and {(one.field, one.new) for one in row.changes} <= set(changes)


def _lock_names(rows: Sequence[Staged]) -> None:
    """No digest keeps two from entering at once whoever has no document: so they wait for each other by name."""
    buckets = sorted({zlib.crc32(row.values["name"].encode()) % BUCKETS for row in rows})
    with connection.cursor() as cursor:
        for bucket in buckets:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [NAME_LOCK, bucket])


def _close(part: RosterPart, rows: Sequence[Staged], done: dict[int, Done], altered: set[int]) -> None:
    of_part = [done[row.number] for row in rows if row.number in done]
    part.state = PartState.COMMITTED
    part.done = sealed_done(part, of_part)
    if any(row.number in altered for row in rows):
        save_rows(part, rows, "state", "done")
    else:
        part.save(update_fields=["state", "done"])


def _moved(rows: Sequence[Staged]) -> list[Moved]:
    return [
        Moved(row.number, row.union or 0, _document(row), row.person) for row in rows if row.outcome is Outcome.MOVED
    ]


def _document(row: Staged) -> tuple[str, str] | None:
    documents = row.values.get("documents")
    return (documents[0].kind, documents[0].number) if documents else None


def _count(*several: Counts) -> None:
    """Bring the totals to what holds, last of all: others who come to the same unions wait only for the commit.

    What the foreign keys have to say is asked before that.
    """
    change: Counts = Counter()
    for counts in several:
        change.update(counts)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    add(change)


def _finish(actor: Actor, roster: Roster) -> None:
    """End the commit if no lane has anything left; the row's lock lets the last one see what the others did."""
    roster.refresh_from_db(from_queryset=Roster.objects.select_for_update(no_key=True, of=("self",)))
    if roster.state != State.COMMITTING or parts_of(roster).filter(state=PartState.CHECKED).exists():
        return
    end_commit(actor, roster, codes.COMMITTED)


def end_commit(actor: Actor, roster: Roster, code: str) -> None:
    """Say, of a locked list, that it is committed as far as it was."""
    settle_counts(roster)
    roster.state, roster.committed, roster.jobs = State.COMMITTED, now(), []
    roster.kept_until = roster.committed + KEPT
    store(roster, ["state", "committed", "jobs", "kept_until"])
    told = {outcome.value: roster.counts.get(outcome, 0) for outcome in COMMITTED}
    journal.record(actor, code, roster, union=roster.union_id, data=told)


@transaction.atomic
def cancel_roster(actor: Actor, roster: Roster) -> None:
    """Stop what is going on. What was committed stays, and can be undone; else the list is gone.

    Raises Refused, NotPossible.
    """
    roster = held(actor, roster, State.UPLOADED, State.CHECKING, State.CHECKED, State.COMMITTING, State.UNREADABLE)
    # A chunk at hand is undone, or ends before this: so what stands afterwards is seen here.
    stop_jobs(roster)
    if roster.state == State.COMMITTING and parts_of(roster).filter(state=PartState.COMMITTED).exists():
        roster.reason = "stopped"
        store(roster, ["reason"])
        end_commit(actor, roster, codes.STOPPED)
        return
    roster.state, roster.jobs = State.CANCELLED, []
    store(roster, ["state", "jobs"])
    roster.parts.all().delete()
    roster.pieces.all().delete()
    journal.record(actor, codes.CANCELLED, roster, union=roster.union_id)
