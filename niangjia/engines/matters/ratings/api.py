"""`/api/v1/matters/ratings`: totals of ratings, the cells that the desk's page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, cast

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from pydantic import Field

from niangjia.engines.matters.permissions import SEE

from .publishing import cells_of, years

if TYPE_CHECKING:
    from niangjia.foundation.access.request import Request

    from .publishing import Cell, Share

router = Router()


class ShareOut(Schema):
    """So many of so many; null in their place where no ten have answered."""

    count: int
    of: int


class CellOut(Schema):
    """A service in a year; `rated` are those who stand in groups of at least ten: nobody else is counted."""

    procedure: str
    rated: int
    solved: ShareOut | None
    content: ShareOut | None
    lawful_no: int
    answers: dict[str, ShareOut | None]


@router.get("/ratings/{year}", response=list[CellOut], url_name="matters_ratings", summary="Totals of ratings")
def ratings(request: HttpRequest, year: Annotated[int, Field(ge=1, le=9999)]) -> list[dict[str, Any]]:
    """Of the matters that one sees and that ended in a year: this one or one of the two before, else 404."""
    acting = cast("Request", request)
    acting.actor.require(SEE)
    if year not in years():
        raise Http404
    return [_shown(cell) for cell in cells_of(acting.actor, year)]


def _shown(cell: Cell) -> dict[str, Any]:
    return {
        "procedure": cell.procedure,
        "rated": cell.rated,
        "solved": _share(cell.solved),
        "content": _share(cell.content),
        "lawful_no": cell.lawful_no,
        "answers": {key: _share(share) for key, _words, share in cell.answers},
    }


def _share(share: Share) -> dict[str, int] | None:
    return {"count": share.count, "of": share.of} if share.shown else None
