"""What runs out and what is missing, for programs: unions and days alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from ninja import Query, Router, Schema

from niangjia.engines.people.api_shapes import Page
from niangjia.engines.people.permissions import SEE_UNIONS

from .reading import findings

if TYPE_CHECKING:
    from django.http import HttpRequest

    from niangjia.foundation.access.request import Request

router = Router()
PER_PAGE = 500  # unions


class FindingOut(Schema):
    """What is the matter with a union; `day` is when it runs out, empty for what is missing."""

    union_id: int
    what: str
    day: date | None


class Behind(Schema):
    """Behind which union the page begins."""

    after: int = 0


@router.get("/terms", response=Page[FindingOut], url_name="founding_terms", summary="What runs out or is missing")
def terms(request: HttpRequest, asked: Query[Behind]) -> dict[str, Any]:
    """By union, those of so many unions at a time."""
    actor = cast("Request", request).actor
    actor.require(SEE_UNIONS)
    rows = [row for row in findings(actor.reach(SEE_UNIONS)) if row.union.pk > asked.after]
    unions = sorted({row.union.pk for row in rows})
    last = unions[PER_PAGE - 1] if len(unions) > PER_PAGE else None
    shown = sorted((row for row in rows if last is None or row.union.pk <= last), key=lambda row: row.union.pk)
    items = [{"union_id": row.union.pk, "what": row.what.value, "day": row.day} for row in shown]
    return {"items": items, "next": last}
