"""Totals of ratings as they are shown: sums of whole groups (grouping.py), so that nobody is recognised in them.

A cell is one service in one year, over the unions whose matters of it the reader sees, each with its whole subtree.
There are no other filters.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q, Sum

from niangjia.engines.matters.permissions import SEE
from niangjia.engines.matters.procedures import all_procedures
from niangjia.engines.matters.rights import within

from .grouping import CONTENT_WITH, LAWFUL_NO, SOLVED, years
from .kinds import rating_kind
from .models import RatingGroup
from .rating import FEWEST

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from niangjia.foundation.access.actor import Actor

__all__ = ["Cell", "Share", "cells_of", "years"]


@dataclass(frozen=True)
class Share:
    """So many of so many; not `shown` where no group of ten has answered."""

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
    """A service in a year; `rated` are those in groups.

    `solved` is of those that could have been solved: a lawful "no" is not among them, and is counted by itself;
    `content` is of all; `answers` are the other questions, with their words.
    """

    procedure: str
    rated: int
    solved: Share
    content: Share
    lawful_no: int
    answers: tuple[tuple[str, str | _StrPromise, Share], ...]


def cells_of(actor: Actor, year: int) -> list[Cell]:
    """The cells of a year, by the day on which matters ended; services without a group have none."""
    found: dict[str, dict[str, Share]] = defaultdict(dict)
    groups = _seen(actor).filter(year=year).order_by("procedure")
    for row in groups.values("procedure", "question").annotate(good=Sum("good"), people=Sum("people")):
        found[row["procedure"]][row["question"]] = Share(row["good"], row["people"])
    return [_cell(procedure, shares) for procedure, shares in found.items()]


def _seen(actor: Actor) -> QuerySet[RatingGroup]:
    """Groups of the unions, with all below, whose matters of the service the actor may see."""
    special = {key: found.see for key, found in all_procedures().items() if found.see}
    seen = within(actor.reach(SEE)) & ~Q(procedure__in=list(special))
    for key, code in special.items():
        if actor.may(code):
            seen |= Q(procedure=key) & within(actor.reach(code))
    return RatingGroup.objects.filter(seen)


def _cell(procedure: str, shares: dict[str, Share]) -> Cell:
    nothing, questions = Share(0, 0), rating_kind(procedure).questions
    content = shares.get(CONTENT_WITH, nothing)
    return Cell(
        procedure,
        content.of,
        shares.get(SOLVED, nothing),
        content,
        shares.get(LAWFUL_NO, nothing).count,
        tuple((one.key, one.words, shares.get(one.key, nothing)) for one in questions),
    )
