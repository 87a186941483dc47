"""What stands beside a union: second lines of leadership, and the employers that it covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from niangjia.engines.people.permissions import EDIT_UNIONS, RESTRUCTURE, SEE_UNIONS
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
class Held:
    """Something dated that holds today, as a line; `end_url` leads to ending it, "" for who may not."""

    item: Item
    end_url: str = ""


@dataclass(frozen=True)
class Ties:
    """Second lines of leadership upwards and downwards. `outside`: members of the tied unions, counted once."""

    upper: list[Held]
    lower: list[Held]
    outside: int


def ties_of(union: Union, actor: Actor) -> Ties:
    """The ties that hold today; numbers of those unions only that the actor may see. Six queries at most."""
    reach = actor.reach(SEE_UNIONS)
    upper = list(holding(union.ties.select_related("upper")))
    lower = list(holding(SecondaryTie.objects.filter(upper=union).select_related("union__parent")))
    counts = totals_under([tie.union for tie in lower if tie.union.place in reach]) if lower else {}
    ending = from_above(actor, union)
    return Ties(
        [Held(union_item(tie.upper, reach, text=_told(tie)), _end(tie) if ending else "") for tie in upper],
        [
            Held(
                union_item(tie.union, reach, text=_told(tie), side=_members(counts.get(tie.union.pk))),
                _end(tie) if from_above(actor, tie.union) else "",
            )
            for tie in lower
        ],
        _outside(union, reach) if lower else 0,
    )


def from_above(actor: Actor, union: Union) -> bool:
    """Whether the actor may say what becomes of the union in the tree."""
    return actor.may(RESTRUCTURE, at=(union.parent or union).place)


def _end(tie: SecondaryTie) -> str:
    return reverse("people:untie_union", args=[tie.pk])


def _told(tie: SecondaryTie) -> str:
    words = [tie.get_shares_display(), _("since %(day)s") % {"day": date_format(tie.valid_from)}, tie.paper]
    return " · ".join(str(word) for word in words if word)


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


def employers_of(union: Union, actor: Actor) -> list[Held]:
    """The employers that the union covers today; one query."""
    covered = holding(union.coverages.select_related("employer").order_by("employer__name"))
    ending = actor.may(EDIT_UNIONS, at=union.place)
    return [
        Held(
            Item(
                row.employer.name,
                reverse("people:employer", args=[row.employer_id]),
                _("since %(day)s") % {"day": date_format(row.valid_from)},
                icon="briefcase",
            ),
            reverse("people:uncover_employer", args=[row.pk]) if ending else "",
        )
        for row in covered
    ]
