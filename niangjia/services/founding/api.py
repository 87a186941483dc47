"""`/api/v1/founding/…`: elections and certificates of the unions in reach; counts and days, never who stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from ninja import Query, Router, Schema

from niangjia.engines.matters.rights import within
from niangjia.engines.people.api_shapes import Page

from .elections.models import Election
from .permissions import PREPARE
from .setting_up.models import LegalPerson
from .terms.api import router as terms

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

router = Router()
router.add_router("", terms)
PER_PAGE = 100


class ElectionOut(Schema):
    """An election without its candidates."""

    id: int
    union_id: int
    occasion: str
    assembly: str
    members: int
    term: int
    years: int
    day: date | None
    term_began: date | None
    term_ends: date | None
    approved: date | None
    approval: str
    matter_id: int | None


class CertificateOut(Schema):
    """A legal-person certificate."""

    id: int
    union_id: int
    act: str
    number: str
    issued: date
    expires: date
    term: int | None
    ended: date | None


class Asked(Schema):
    """Behind which row the page begins."""

    after: int = 0


def _actor(request: HttpRequest) -> Actor:
    actor = cast("Request", request).actor
    actor.require(PREPARE)
    return actor


def _page(rows: QuerySet[Any, Any], actor: Actor, after: int) -> dict[str, Any]:
    found: list[Model] = list(rows.filter(within(actor.reach(PREPARE)), pk__gt=after).order_by("pk")[: PER_PAGE + 1])
    more = len(found) > PER_PAGE
    return {"items": found[:PER_PAGE], "next": found[PER_PAGE - 1].pk if more else None}


@router.get("/elections", response=Page[ElectionOut], url_name="founding_elections", summary="Elections of the scope")
def elections(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """By id, a hundred at a time."""
    return _page(Election.objects.all(), _actor(request), asked.after)


@router.get(
    "/certificates",
    response=Page[CertificateOut],
    url_name="founding_certificates",
    summary="Legal-person certificates",
)
def certificates(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """By id, a hundred at a time."""
    return _page(LegalPerson.objects.all(), _actor(request), asked.after)
