"""Concerns of a month in fixed cells: tens of people, nothing below ten."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Q, Sum

from niangjia.engines.matters.rights import seen_by

from .choices import Category, Choice
from .models import Concern

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

FEWEST = 10


class Cell(NamedTuple):
    """A topic in a month: `people` a multiple of ten, `closed` of tens, `recovered` yuan of ten and more."""

    title: str
    people: int
    closed: int
    recovered: Decimal


def at_least(named: int, sealed: int, *, nameless: bool) -> int:
    """How many people there are for certain: whoever has a sealed name may be one of those with a name."""
    return max(named, sealed) + nameless


def month_of(text: str, otherwise: date) -> date:
    """The first day of the month that "2026-11" names, or of the given day's."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return otherwise.replace(day=1)


def totals_of(actor: Actor, month: date) -> list[Cell]:
    """What the actor may see of the month, matter by matter; topics with fewer than ten people are left out."""
    last = month.replace(day=monthrange(month.year, month.month)[1])
    rows = Concern.objects.filter(seen_by(actor, "matter__"), made__range=(month, last), matter__isnull=False)
    nameless = Q(choice=Choice.ANONYMOUS)
    found = rows.values("category").annotate(
        persons=Count("matter__person", distinct=True),
        sealed=Count("confidential__whose", distinct=True),
        entered=Count("pk", filter=Q(matter__person=None, confidential__whose=None) & ~nameless),
        nameless=Count("pk", filter=nameless),
        closed=Count("pk", filter=Q(matter__state__gt=1)),
        money=Sum("recovered"),
        paid=Count("pk", filter=Q(recovered__gt=0)),
    )
    return [cell for cell in map(_cell, found.order_by("category")) if cell.people]


def _cell(row: Any) -> Cell:
    people = at_least(row["persons"] + row["entered"], row["sealed"], nameless=bool(row["nameless"]))
    shown = people - people % FEWEST
    closed = row["closed"] - row["closed"] % FEWEST
    money = row["money"] if row["paid"] >= FEWEST else Decimal(0)  # of one alone the sum would be that one's
    return Cell(str(Category(row["category"]).label), shown, closed, money)
