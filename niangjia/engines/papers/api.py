"""`/api/v1/papers/…`: papers and returns of the unions that the token's account may see; never what a paper says."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from ninja import Query, Router, Schema

from niangjia.engines.people.api_shapes import Below, Id, Page
from niangjia.engines.people.loading import load_union
from niangjia.engines.people.models import Union

from .life.models import Paper
from .life.reading import papers_within
from .loading import load
from .permissions import SEE
from .returns.models import Return

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from niangjia.foundation.access.reach import Reach
    from niangjia.foundation.access.request import Request

router = Router()


class PaperOut(Schema):
    """A paper without its words."""

    id: int
    kind: str
    union: int
    caption: str
    number: str
    dated: date | None
    state: str
    holds: bool
    revoked: datetime | None
    archive: str
    about_type: str
    about_id: str


class ReturnOut(Schema):
    """A return with its figures by code."""

    id: int
    layout: str
    union: int
    unit: str
    first: date
    last: date
    version: int
    state: str
    handed_in: datetime | None
    digest: str
    figures: dict[str, Decimal | None]


@router.get("/papers", response=Page[PaperOut], url_name="papers_papers", summary="Papers of the scope")
def papers(request: HttpRequest, asked: Query[Below]) -> dict[str, Any]:
    """By id; drafts among them, thrown-away ones not."""
    rows = papers_within(cast("Request", request).actor, _reach(request, asked.union))
    return _page(rows.order_by("pk"), asked, _paper)


@router.get("/papers/{paper_id}", response=PaperOut, url_name="papers_paper", summary="One paper")
def paper(request: HttpRequest, paper_id: Id) -> dict[str, Any]:
    """404 outside the scope."""
    return _paper(load(cast("Request", request), Paper, paper_id))


@router.get("/returns", response=Page[ReturnOut], url_name="papers_returns", summary="Returns with their figures")
def returns(request: HttpRequest, asked: Query[Below]) -> dict[str, Any]:
    """By id; every version."""
    rows = Return.objects.filter(union__in=Union.objects.within(_reach(request, asked.union)))
    return _page(rows.prefetch_related("cells").order_by("pk"), asked, _return)


def _reach(request: HttpRequest, union: int | None) -> Reach:
    acting = cast("Request", request)
    acting.actor.require(SEE)
    reach = acting.actor.reach(SEE)
    return reach if union is None else reach & load_union(acting, union, SEE).subtree


def _page(rows: QuerySet[Any], asked: Below, shape: Any) -> dict[str, Any]:
    found = list(rows.filter(pk__gt=asked.after)[: asked.limit + 1])
    shown = found[: asked.limit]
    return {"items": [shape(row) for row in shown], "next": shown[-1].pk if len(found) > asked.limit else None}


def _paper(row: Paper) -> dict[str, Any]:
    names = (
        "id",
        "kind",
        "caption",
        "number",
        "dated",
        "state",
        "holds",
        "revoked",
        "archive",
        "about_type",
        "about_id",
    )
    return {**{name: getattr(row, name) for name in names}, "union": row.union_id}


def _return(row: Return) -> dict[str, Any]:
    names = ("id", "layout", "unit", "first", "last", "version", "state", "handed_in", "digest")
    told = {name: getattr(row, name) for name in names}
    return {**told, "union": row.union_id, "figures": {cell.code: cell.value for cell in row.cells.all()}}
