"""What stands beside a union: second lines of leadership, and the employers that it covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.engines.people.permissions import SEE_UNIONS
from niangjia.engines.people.totals.facets import ALL, MEMBERS
from niangjia.engines.people.totals.reading import totals_of, totals_under
from niangjia.foundation.access.reach import Reach
from niangjia.foundation.clock import today
from niangjia.foundation.web.pieces import Item

from .models import Coverage, SecondaryTie, Union
from .reaching import tied_outside

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.web.pieces import State

Dated = TypeVar("Dated", SecondaryTie, Coverage)


def holding(rows: QuerySet[Dated]) -> QuerySet[Dated]:
    """The ties or coverages that hold today."""
    day = today()
    return rows.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


@dataclass(frozen=True)
class Ties:
    """Second lines of leadership upwards and downwards. `outside`: members of the tied unions, counted once."""

    upper: list[Item]
    lower: list[Item]
    outside: int


def ties_of(union: Union, actor: Actor) -> Ties:
    """The ties that hold today; numbers of those unions only that the actor may see. Five queries at most."""
    reach = actor.reach(SEE_UNIONS)
    upper = [tie.upper for tie in holding(union.ties.select_related("upper"))]
    lower = list(holding(SecondaryTie.objects.filter(upper=union).select_related("union")))
    counts = totals_under([tie.union for tie in lower if tie.union.place in reach]) if lower else {}
    below = [
        union_item(tie.union, reach, text=str(tie.get_shares_display()), side=_members(counts.get(tie.union.pk)))
        for tie in lower
    ]
    return Ties([union_item(each, reach) for each in upper], below, _outside(union, reach) if lower else 0)


def _members(count: int | None) -> str:
    return "" if count is None else _("%(count)s members") % {"count": f"{count:,}"}


def _outside(union: Union, reach: Reach) -> int:
    seen = [(start, end) for start, end in tied_outside(union).ranges if _whole(start, end, reach)]
    return totals_of(Reach.of(seen), [MEMBERS]).get(MEMBERS, {}).get(ALL, 0)


def _whole(start: int, end: int, reach: Reach) -> bool:
    return any(first <= start and end <= last for first, last in reach.ranges)


def union_item(union: Union, reach: Reach, *, text: str = "", side: str = "", state: State | None = None) -> Item:
    """A union as a line, a link for whoever may see it."""
    url = reverse("people:union", args=[union.pk]) if union.place in reach else ""
    return Item(union.name, url, text, side, "building-community", state)


def employers_of(union: Union) -> list[Item]:
    """The employers that the union covers today; one query."""
    covered = holding(union.coverages.select_related("employer").order_by("employer__name"))
    return [
        Item(row.employer.name, reverse("people:employer", args=[row.employer_id]), icon="briefcase")
        for row in covered
    ]
