"""Parts of a list: written, counted, and walked through."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Model

from niangjia.engines.people.roster.models import RosterPart

from .marks import put_marks
from .rows import Outcome
from .sealing import put_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from django.db.models import QuerySet

    from niangjia.engines.people.roster.models import Roster

    from .rows import Staged

M = TypeVar("M", bound=Model)
ROWS = 2_000  # of a part


def parts_of(roster: Roster) -> QuerySet[RosterPart]:
    """The parts of the last check, in the order of the file."""
    return RosterPart.objects.filter(roster=roster, round=roster.round).order_by("number")


def in_turn(rows: QuerySet[M]) -> Iterator[M]:
    """Rows that are large, one after the other, as they are when their turn comes; those that went are left out.

    No cursor stays open on the server, wherever the walk ends.
    """
    left, _is_deferred = rows.query.deferred_loading
    for pk in list(rows.values_list("pk", flat=True)):
        yield from rows.model._default_manager.filter(pk=pk).defer(*left)


def new_part(roster: Roster, number: int, rows: Sequence[Staged], documents: Mapping[int, bytes]) -> RosterPart:
    """A part, not saved; `documents` are the digests of its rows' documents."""
    part = RosterPart(roster=roster, round=roster.round, number=number, first_row=rows[0].number, rows=len(rows))
    part.bare = sum(1 for row in rows if not row.errors and not row.values.get("documents"))
    put_marks(part, rows, documents)
    put_rows(part, rows)
    count_rows(part, rows)
    return part


def count_rows(part: RosterPart, rows: Iterable[Staged]) -> None:
    """Set, not save, how many rows of the part have each outcome, and why."""
    outcomes: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for row in rows:
        outcomes[row.outcome.value] += 1
        if row.reason:
            reasons[row.reason] += 1
        for _field, code in row.errors or row.warnings:
            reasons[code] += 1
        if row.warnings and not row.errors:
            outcomes[WARNED] += 1
    part.counts, part.reasons = dict(outcomes), dict(reasons)


WARNED = "warned"  # in counts beside the outcomes: rows that are taken with a warning
CHANGED = ["content", "counts", "reasons"]


def save_rows(part: RosterPart, rows: Sequence[Staged], *fields: str) -> None:
    """Save what became of a part's rows."""
    put_rows(part, rows)
    count_rows(part, rows)
    part.save(update_fields=[*CHANGED, *fields])


def settle_counts(roster: Roster) -> None:
    """Sum up, and save, what the parts have."""
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for of_part, why in parts_of(roster).values_list("counts", "reasons"):
        counts.update(of_part)
        reasons.update(why)
    roster.counts, roster.reasons = dict(counts), dict(reasons)
    roster.rows = sum(counts[outcome.value] for outcome in Outcome)
    roster.save(update_fields=["counts", "reasons", "rows"])
