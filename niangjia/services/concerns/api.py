"""`/api/v1/concerns/…`: concerns of the scope as figures and keys; never words, names, files, or what has no name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django.http import Http404
from ninja import Query, Router, Schema

from niangjia.engines.matters.rights import seen_by
from niangjia.engines.people.api_shapes import Page

from .models import Concern, Letter, OtherNumber
from .permissions import HANDLE
from .reading import CONCERN

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from niangjia.engines.matters.models import Matter
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

router = Router()
PER_PAGE = 100


class NumberOut(Schema):
    """A number in another system."""

    system: str
    number: str
    handled: bool


class ConcernOut(Schema):
    """A concern without its words, and without who brought it."""

    matter: int
    number: str
    union: int
    phase: str
    open: bool
    kind: str
    category: str
    choice: str
    way: str
    employer: int | None
    people: int
    danger: bool
    made: date
    opinion_on: date | None
    result: str
    recovered: Decimal | None


class OneOut(ConcernOut):
    """One, with its numbers elsewhere and the numbers of its letters."""

    elsewhere: list[NumberOut]
    letters: list[str]


class Asked(Schema):
    """From which matter on, and whether those that are over are wanted, too."""

    after: int = 0
    ended: bool = False


def _seen(actor: Actor) -> QuerySet[Concern]:
    """What the desk shows: nothing that went past a union of one's own, nothing without a name."""
    actor.require(HANDLE)
    return Concern.objects.select_related("matter").filter(seen_by(actor, "matter__"), matter__procedure=CONCERN)


def _out(row: Concern, matter: Matter) -> dict[str, Any]:
    names = ("kind", "category", "choice", "way", "people", "danger", "made", "opinion_on", "result", "recovered")
    found = {name: getattr(row, name) for name in names}
    return {
        **found, "matter": matter.pk, "number": matter.number, "union": matter.union_id, "phase": matter.phase,
        "open": matter.is_open, "employer": row.employer_id,
    }  # fmt: skip


@router.get("/", response=Page[ConcernOut], url_name="concerns_list", summary="Concerns of the scope")
def concerns(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """By matter, a hundred at a time."""
    rows = _seen(cast("Request", request).actor).filter(matter__gt=asked.after)
    if not asked.ended:
        rows = rows.filter(matter__state=1)
    found = list(rows.order_by("matter")[: PER_PAGE + 1])
    items = [_out(row, row.matter) for row in found[:PER_PAGE] if row.matter]
    return {"items": items, "next": found[PER_PAGE - 1].matter_id if len(found) > PER_PAGE else None}


@router.get("/{int:matter_id}", response=OneOut, url_name="concerns_one", summary="One concern")
def concern(request: HttpRequest, matter_id: int) -> dict[str, Any]:
    """404 outside the scope, and for one that was sent past one's union."""
    row = _seen(cast("Request", request).actor).filter(matter=matter_id).first()
    if row is None or row.matter is None:
        raise Http404
    numbers = OtherNumber.objects.filter(matter=matter_id).order_by("linked", "pk")
    letters = Letter.objects.filter(matter=matter_id).order_by("sent", "pk").values_list("number", flat=True)
    return {**_out(row, row.matter), "elsewhere": list(numbers), "letters": list(letters)}
