"""Employers without a union where one could be founded: for the unions above, never for the employer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q

from niangjia.engines import journal
from niangjia.engines.matters.rights import require_at
from niangjia.engines.people.models import Coverage, Employer, Employment, Union
from niangjia.engines.people.unions.models import Level, State
from niangjia.services.founding.permissions import APPROVE

from .delaying import figure
from .journal_codes import LEADS_SEEN
from .models import LeadSeen

if TYPE_CHECKING:
    from niangjia.foundation.access.actor import Actor

MOST = 200
DISTRICT = {Level.CITY: 4, Level.COUNTY: 6}  # digits of GB/T 2260 that say where a federation is
PROVINCE = 2
COVERED = Coverage.objects.filter(
    employer=OuterRef("pk"), valid_to=None, union__state__in=(State.ACTIVE, State.PREPARING)
)


@dataclass(frozen=True)
class Lead:
    """An employer with so many workers, by its own word or by the register, whichever are more."""

    employer: Employer
    workers: int


def leads_of(union: Union) -> list[Lead]:
    """Employers of the union's district, or whose workers have their record below it, that no union covers.

    In a scope that has the union's subtree. Three queries; the largest first.
    """
    least = figure("founding.lead_workers", union)
    counted = _registered(union)
    here = Q(pk__in=counted)
    if digits := _district(union):
        here |= Q(region__startswith=digits, headcount__gte=least)
    seen = LeadSeen.objects.filter(employer=OuterRef("pk"), union=union)
    rows = Employer.objects.filter(here).exclude(Exists(COVERED)).exclude(Exists(seen))
    found = [Lead(row, max(row.headcount or 0, counted.get(row.pk, 0))) for row in rows.order_by("pk")]
    enough = sorted((one for one in found if one.workers >= least), key=lambda one: (-one.workers, one.employer.pk))
    return enough[:MOST]


def _registered(union: Union) -> dict[int, int]:
    """How many each employer employs of those whose record lies below the union."""
    free = Employer.objects.exclude(Exists(COVERED)).values("pk")
    rows = Employment.objects.filter(
        ended=None, employer__in=free, person__home__place__gte=union.place, person__home__place__lt=union.place_end
    )
    counted = rows.values_list("employer").annotate(count=Count("person", distinct=True))
    return dict(counted.values_list("employer", "count"))


def _district(union: Union) -> str:
    """The beginning of the codes of its district; "" where none is entered, and for unions of no district."""
    digits = DISTRICT.get(Level(union.level), PROVINCE if union.level == Level.PROVINCE else 0)
    return union.region[:digits] if digits else ""


@transaction.atomic
def settle_lead(actor: Actor, union: Union, employer: Employer) -> None:
    """Somebody has taken it up, or seen that it leads nowhere; twice does no harm. Raises Refused."""
    require_at(actor, APPROVE, union)
    row, new = LeadSeen.objects.get_or_create(union=union, employer=employer)
    if new:
        journal.record(actor, LEADS_SEEN, row, union=union.pk, data={"employer": employer.name})
