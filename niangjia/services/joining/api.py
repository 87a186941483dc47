"""`/api/v1/joining/…`: requests to join and transfers of the unions in reach; never what was said or who asks."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.db.models import Count
from ninja import Query, Router, Schema

from niangjia.engines.people.api_shapes import Page
from niangjia.engines.people.models import Union

from .models import Application, InvitationList, Invited
from .permissions import DECIDE

if TYPE_CHECKING:
    from django.http import HttpRequest

    from niangjia.foundation.access.request import Request

router = Router()
PER_PAGE = 100


class RequestOut(Schema):
    """A request without its words."""

    id: UUID
    kind: str
    way: str
    union: int
    origin: int | None
    matter: int | None
    phase: str
    made: datetime
    ended: datetime | None


class Asked(Schema):
    """From which matter on, and whether those that are over are wanted, too."""

    after: int = 0
    ended: bool = False


def _out(row: Application) -> dict[str, Any]:
    return {
        "id": row.pk, "kind": row.kind, "way": row.way, "union": row.union_id, "origin": row.origin_id,
        "matter": row.matter_id, "phase": row.matter.phase if row.matter else "",
        "made": row.made, "ended": row.ended,
    }  # fmt: skip


@router.get("/requests", response=Page[RequestOut], url_name="joining_requests", summary="Requests of the scope")
def requests(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """By matter, a hundred at a time."""
    actor = cast("Request", request).actor
    actor.require(DECIDE)
    unions = Union.objects.within(actor.reach(DECIDE))
    rows = Application.objects.filter(union__in=unions, matter__gt=asked.after).select_related("matter")
    if not asked.ended:
        rows = rows.filter(ended=None)
    found = list(rows.order_by("matter")[: PER_PAGE + 1])
    more = len(found) > PER_PAGE
    return {"items": [_out(row) for row in found[:PER_PAGE]], "next": found[PER_PAGE - 1].matter_id if more else None}


class ListOut(Schema):
    """A list of invitations in figures: lines by what became of them, nobody's name."""

    id: int
    union: int
    employer: str
    source: str
    lines: int
    states: dict[str, int]
    made: datetime
    closed: datetime | None


@router.get("/lists", response=Page[ListOut], url_name="joining_lists", summary="Lists of invitations of the scope")
def lists(request: HttpRequest, after: int = 0) -> dict[str, Any]:
    """By id, a hundred at a time."""
    actor = cast("Request", request).actor
    actor.require(DECIDE)
    unions = Union.objects.within(actor.reach(DECIDE))
    found = list(InvitationList.objects.filter(union__in=unions, pk__gt=after).order_by("pk")[: PER_PAGE + 1])
    counts = (
        Invited.objects.filter(list__in=found).values_list("list", "state").annotate(count=Count("pk")).order_by()
    )
    states: dict[int, dict[str, int]] = {}
    for pk, state, count in counts:
        states.setdefault(pk, {})[state] = count
    items = [
        {
            "id": row.pk, "union": row.union_id, "employer": row.employer, "source": row.source, "lines": row.lines,
            "states": states.get(row.pk, {}), "made": row.made, "closed": row.closed,
        }
        for row in found[:PER_PAGE]
    ]  # fmt: skip
    return {"items": items, "next": found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None}
