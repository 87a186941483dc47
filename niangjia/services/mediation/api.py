"""`/api/v1/mediation/…`: disputes of the unions in reach; never what was said, who applies or against whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.db.models import Sum
from ninja import Query, Router, Schema

from niangjia.engines.matters.rights import not_past
from niangjia.engines.people.api_shapes import Page
from niangjia.engines.people.models import Union

from .models import Dispute
from .permissions import MEDIATE

if TYPE_CHECKING:
    from django.http import HttpRequest

    from niangjia.foundation.access.request import Request

router = Router()
PER_PAGE = 100


class DisputeOut(Schema):
    """A dispute without its words; `agreed` and `paid` in yuan."""

    id: UUID
    matter: int
    union: int
    phase: str
    way: str
    category: str
    people: int
    applied: date
    agreed: Decimal | None
    agreed_on: date | None
    paid: Decimal


class Asked(Schema):
    """From which matter on."""

    after: int = 0


@router.get("/disputes", response=Page[DisputeOut], url_name="mediation_disputes", summary="Disputes of the scope")
def disputes(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """By matter, a hundred at a time; none that went past a union in which the caller has a post."""
    actor = cast("Request", request).actor
    actor.require(MEDIATE)
    unions = Union.objects.within(actor.reach(MEDIATE))
    rows = Dispute.objects.filter(not_past(actor, "matter__"), matter__union__in=unions, matter__gt=asked.after)
    rows = rows.select_related("matter").defer("said", "terms").annotate(paid=Sum("instalments__paid", default=0))
    found = list(rows.order_by("matter")[: PER_PAGE + 1])
    more = len(found) > PER_PAGE
    return {"items": [_out(row) for row in found[:PER_PAGE]], "next": found[PER_PAGE - 1].matter_id if more else None}


def _out(row: Any) -> dict[str, Any]:
    plain = ("way", "category", "people", "applied", "agreed", "agreed_on", "paid")
    told = {name: getattr(row, name) for name in plain}
    return {"id": row.pk, "matter": row.matter_id, "union": row.matter.union_id, "phase": row.matter.phase, **told}
