"""`/api/v1/visits/…`: visits and problems of the unions where one keeps them; never what was heard, nor of whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from ninja import Query, Router, Schema

from niangjia.engines.people.api_shapes import Page

from .models import Problem, Visit
from .permissions import VISIT
from .reading import unions_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from niangjia.foundation.access.request import Request

router = Router()
PER_PAGE = 100


class VisitOut(Schema):
    """A visit without its record."""

    id: UUID
    union: int
    purpose: str
    day: date
    state: str
    recorded: datetime | None


class VisitsAsked(Schema):
    """The days, and from which visit on."""

    since: date = date(2000, 1, 1)
    after: UUID | None = None


@router.get("/visits", response=Page[VisitOut], url_name="visits_visits", summary="Visits of one's unions")
def visits(request: HttpRequest, asked: Query[VisitsAsked]) -> dict[str, Any]:
    """By id, a hundred at a time."""
    actor = cast("Request", request).actor
    actor.require(VISIT)
    rows = Visit.objects.filter(union__in=unions_of(actor), day__gte=asked.since).defer("record")
    rows = rows.filter(pk__gt=asked.after) if asked.after else rows
    found = list(rows.order_by("pk")[: PER_PAGE + 1])
    names = ("purpose", "day", "state", "recorded")
    items = [{"id": row.pk, "union": row.union_id, **{name: getattr(row, name) for name in names}} for row in found]
    return {"items": items[:PER_PAGE], "next": found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None}


class ProblemOut(Schema):
    """A problem without its words."""

    number: str
    union: int
    state: str
    due: date
    matter: int | None
    entered: datetime
    solved: datetime | None
    struck: datetime | None


class ProblemsAsked(Schema):
    """From which number on, and whether those that are over are wanted, too."""

    after: str = ""
    over: bool = False


@router.get("/problems", response=Page[ProblemOut], url_name="visits_problems", summary="Problems of one's unions")
def problems(request: HttpRequest, asked: Query[ProblemsAsked]) -> dict[str, Any]:
    """By number, a hundred at a time."""
    actor = cast("Request", request).actor
    actor.require(VISIT)
    rows = Problem.objects.filter(union__in=unions_of(actor), number__gt=asked.after).defer("text", "result")
    if not asked.over:
        rows = rows.filter(state__in=(Problem.State.OPEN, Problem.State.SOLVED))
    found = list(rows.order_by("number")[: PER_PAGE + 1])
    names = ("number", "state", "due", "entered", "solved", "struck")
    items = [
        {"union": row.union_id, "matter": row.matter_id, **{name: getattr(row, name) for name in names}}
        for row in found[:PER_PAGE]
    ]
    return {"items": items, "next": found[PER_PAGE - 1].number if len(found) > PER_PAGE else None}
