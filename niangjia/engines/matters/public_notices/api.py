"""`/api/v1/matters/public-notices/…`: public notices at the desk, by the same verbs as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, cast

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from niangjia.engines.matters.acts.tasks import node_of
from niangjia.engines.matters.api_shapes import Id
from niangjia.engines.matters.loading import load_matter
from niangjia.engines.people.api_shapes import Page, Paging

from . import hanging, objecting
from .desk import kept_by
from .models import Objection, PublicNotice
from .permissions import HANG

if TYPE_CHECKING:
    from niangjia.foundation.access.request import Request

router = Router()


class NoticeOut(Schema):
    """A public notice without its lines. `state`: 1 hanging, 2 over, 3 taken down early; `code` is its address."""

    id: int
    matter: int = Field(alias="matter_id")
    union: int = Field(alias="union_id")
    kind: str
    code: str
    starts: date
    ends: date
    state: int
    basis: str


class ObjectionOut(Schema):
    """An objection without its words: they are read on the matter's page. `state`: 1 open, 2 upheld, 3 not upheld."""

    id: int
    notice: int = Field(alias="notice_id")
    state: int
    on_paper: bool
    received: datetime
    answered: datetime | None


class Asked(Paging):
    """All of them, or with `state` one kind."""

    state: Annotated[int, Field(ge=1, le=3)] | None = None


class Removal(Schema):
    """Why it is taken down."""

    reason: str


class Answer(Schema):
    """What is answered, and whether the objection is right."""

    answer: str
    upheld: bool = False


@router.get("/public-notices", response=Page[NoticeOut], url_name="matters_public_notices", summary="Public notices")
def notices(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """By id, of the unions where one keeps them."""
    rows = PublicNotice.objects.filter(kept_by(_acting(request).actor), pk__gt=asked.after)
    if asked.state:
        rows = rows.filter(state=asked.state)
    found = list(rows.order_by("pk")[: asked.limit + 1])
    shown = found[: asked.limit]
    return {"items": shown, "next": shown[-1].pk if len(found) > asked.limit else None}


@router.post("/{int:matter_id}/public-notice", response=NoticeOut, url_name="matters_hang_notice", summary="Hang one")
def hang(request: HttpRequest, matter_id: Id) -> PublicNotice:
    """The one that the step which waits is drawn with. 404 where none is, 409 when it hangs already."""
    acting = _acting(request)
    found, living = load_matter(acting, matter_id)
    kind = next((kind for task in living if (kind := node_of(found, task).properties.get("notice"))), "")
    if not kind:
        raise Http404
    return hanging.hang_notice(acting.actor, found, kind)


@router.post(
    "/public-notices/{notice_id}/removal", response=NoticeOut, url_name="matters_take_down", summary="Take one down"
)
def take_down(request: HttpRequest, notice_id: Id, given: Removal) -> PublicNotice:
    """Before its time. 409 without a reason, or when it does not hang any more."""
    acting, found = _notice(request, notice_id)
    hanging.take_down(acting.actor, found, given.reason)
    return PublicNotice.objects.get(pk=found.pk)


@router.get(
    "/public-notices/{notice_id}/objections",
    response=list[ObjectionOut],
    url_name="matters_objections",
    summary="Objections to one",
)
def objections(request: HttpRequest, notice_id: Id) -> list[Objection]:
    """In the order in which they came."""
    _acting_for, found = _notice(request, notice_id)
    return list(found.objections.order_by("received", "pk"))


@router.post(
    "/objections/{objection_id}/answer",
    response=ObjectionOut,
    url_name="matters_answer",
    summary="Answer an objection",
)
def answer(request: HttpRequest, objection_id: Id, given: Answer) -> Objection:
    """Once. 409 without an answer, or when it has one."""
    acting = _acting(request)
    rows = Objection.objects.select_related("notice__union", "notice__matter__union")
    found = rows.filter(pk=objection_id).first()
    if found is None:
        raise Http404
    load_matter(acting, found.notice.matter_id)
    return objecting.answer_objection(acting.actor, found, given.answer, upheld=given.upheld)


def _acting(request: HttpRequest) -> Request:
    acting = cast("Request", request)
    acting.actor.require(HANG)
    return acting


def _notice(request: HttpRequest, notice_id: int) -> tuple[Request, PublicNotice]:
    """404 where one does not see its matter."""
    acting = _acting(request)
    found = PublicNotice.objects.select_related("union", "matter__union").filter(pk=notice_id).first()
    if found is None:
        raise Http404
    load_matter(acting, found.matter_id)
    return acting, found
