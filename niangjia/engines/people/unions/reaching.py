"""How far a union reaches by the tree and by secondary ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from niangjia.foundation.access.reach import Reach
from niangjia.foundation.clock import today

from .models import SecondaryTie

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from .models import Union


def tie_reach(union: Union, *, on: date | None = None) -> Reach:
    """What a post over a union's subtree reaches: that subtree, and those of unions tied to it that share records.

    Ties lead one step: what is tied to a tied union is not reached.
    """
    return union.subtree | Reach.of(_tied(union, on, SecondaryTie.Shares.RECORDS))


def tied_outside(union: Union, *, on: date | None = None) -> Reach:
    """Where totals of tied unions come from, whatever the ties share: outside the union's subtree, every place once.

    So the union's own total and the total of this reach never count anybody twice.
    """
    return Reach.of(_tied(union, on))


def _tied(union: Union, on: date | None, *shares: SecondaryTie.Shares) -> Iterator[tuple[int, int]]:
    """Ranges of the tied unions' subtrees; of those in one line of the tree with the union, nothing."""
    ties = _holding(SecondaryTie.objects.filter(upper=union), on)
    if shares:
        ties = ties.filter(shares__in=shares)
    for place, place_end in ties.values_list("union__place", "union__place_end"):
        if place_end <= union.place or place >= union.place_end:
            yield place, place_end


def _holding(rows: QuerySet[SecondaryTie], on: date | None) -> QuerySet[SecondaryTie]:
    """The ties that hold on a day, today if None."""
    day = on or today()
    return rows.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)
