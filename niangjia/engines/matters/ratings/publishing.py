"""Totals of ratings as they are shown: nobody is recognised in them.

A cell is one service in one year, over the unions that the reader sees. Ratings are counted in tens, in the order in
which they came: between two looks at a cell at least ten people were added to it, so no one of them can be told by
comparing. A share is shown where at least ten answered. There are no other filters, for the same reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from niangjia.engines.matters.rights import seen_by
from niangjia.foundation.clock import today

from .kinds import rating_kind
from .models import Rating
from .rating import CONTENT, FEWEST

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from niangjia.foundation.access.actor import Actor

YEARS = 3  # this one and those before


@dataclass(frozen=True)
class Share:
    """So many of so many; not `shown` where fewer than ten answered."""

    count: int
    of: int

    @property
    def shown(self) -> bool:
        return self.of >= FEWEST

    @property
    def percent(self) -> int:
        """Of 100, rounded; 0 where it is not shown."""
        return round(100 * self.count / self.of) if self.shown else 0


@dataclass(frozen=True)
class Cell:
    """A service in a year. `rated` is a multiple of ten; 0 where fewer rated.

    `solved` is of those that could have been solved: a lawful "no" is not among them, and is counted by itself;
    `content` is of all; `answers` are the other questions, with their words.
    """

    procedure: str
    rated: int
    solved: Share
    content: Share
    lawful_no: int
    answers: tuple[tuple[str, str | _StrPromise, Share], ...]


def years() -> list[int]:
    """Those of which totals are shown, the newest first."""
    return [today().year - back for back in range(YEARS)]


def cells_of(actor: Actor, year: int) -> list[Cell]:
    """The cells of a year, by the day on which matters ended; services without ratings have none.

    What the actor may not see, matter by matter, is not counted for it either.
    """
    ended = Q(closed__range=(date(year, 1, 1), date(year, 12, 31)))
    rows = Rating.objects.filter(ended & seen_by(actor, "matter__"))
    counts = dict(rows.values_list("procedure").annotate(count=Count("pk")).order_by("procedure"))
    return [_cell(rows.filter(procedure=key), key, count) for key, count in counts.items()]


def _cell(rows: QuerySet[Rating], procedure: str, count: int) -> Cell:
    questions = rating_kind(procedure).questions
    counted = count - count % FEWEST
    if not counted:
        nothing = Share(0, 0)
        return Cell(procedure, 0, nothing, nothing, 0, tuple((one.key, one.words, nothing) for one in questions))
    first = rows.order_by("rated", "pk").values("pk")[:counted]
    solvable = Q(solved__isnull=False, lawful_no=False)
    asked = {f"asked_{one.key}": Count("pk", filter=Q(answers__has_key=one.key)) for one in questions}
    good = {f"good_{one.key}": Count("pk", filter=Q(**{f"answers__{one.key}__gte": CONTENT})) for one in questions}
    found = Rating.objects.filter(pk__in=first).aggregate(
        solvable=Count("pk", filter=solvable),
        solved=Count("pk", filter=solvable & Q(solved=True)),
        content=Count("pk", filter=Q(satisfied__gte=CONTENT)),
        lawful_no=Count("pk", filter=Q(lawful_no=True)),
        **asked,
        **good,
    )
    return Cell(
        procedure,
        counted,
        Share(found["solved"], found["solvable"]),
        Share(found["content"], counted),
        found["lawful_no"],
        tuple((one.key, one.words, Share(found[f"good_{one.key}"], found[f"asked_{one.key}"])) for one in questions),
    )
