"""`/api/v1/matters/limits/…`: time limits that run, and what is done about them, by the same verbs as the pages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, cast

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from niangjia.engines.matters.api_shapes import Id
from niangjia.engines.matters.loading import load_matter
from niangjia.engines.matters.rights import not_past, within
from niangjia.engines.people.api_shapes import Below, Page
from niangjia.engines.people.loading import load_union
from niangjia.foundation.clock import today

from . import extending, pausing
from .models import LimitExtension, TimeLimit
from .permissions import EXTEND, OVERSEE, PAUSE

if TYPE_CHECKING:
    from niangjia.foundation.access.request import Request

router = Router()


class LimitOut(Schema):
    """A time limit. `due` is empty while it is paused; `outcome`: 0 running, 1 met, 2 missed, 3 not needed; `level`
    is how far up it was escalated, 0 not at all; `guessed` says that it rests on holidays which are not known yet.
    """

    id: int
    matter: int = Field(alias="matter_id")
    task: int | None = Field(None, alias="task_id")
    kind: str
    union: int = Field(alias="union_id")
    event: date
    days: int
    working: bool
    extended: int
    due: date | None
    guessed: bool
    level: int
    outcome: int
    basis: str


class Asked(Below):
    """Those that run; `late` leaves those that have run out."""

    late: bool = False


class Pausing(Schema):
    """A reason that the kind names, by its key; from the end of `since` on, of today without it."""

    reason: str
    since: date | None = None


class Longer(Schema):
    """How many days more, and why."""

    days: Annotated[int, Field(ge=1, le=3650)]
    reason: str


class Decision(Schema):
    """Whether what was asked for is given."""

    approve: bool


class ExtensionOut(Schema):
    """Days that were asked for. `state`: 1 waiting for approval, 2 approved, 3 refused."""

    id: int
    limit: int = Field(alias="limit_id")
    days: int
    state: int


@router.get("/limits", response=Page[LimitOut], url_name="matters_limits", summary="Time limits that run")
def limits(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """By id, of the unions that one looks after; nothing that was sent past one's union."""
    acting = cast("Request", request)
    acting.actor.require(OVERSEE)
    reach = acting.actor.reach(OVERSEE)
    if asked.union is not None:
        reach &= load_union(acting, asked.union, OVERSEE).subtree
    running = TimeLimit.objects.filter(within(reach) & not_past(acting.actor, "matter__"), outcome=0)
    rows = running.filter(due__lt=today()) if asked.late else running
    found = list(rows.filter(pk__gt=asked.after).order_by("pk")[: asked.limit + 1])
    shown = found[: asked.limit]
    return {"items": shown, "next": shown[-1].pk if len(found) > asked.limit else None}


@router.post("/limits/{limit_id}/pause", response=LimitOut, url_name="matters_pause_limit", summary="Pause one")
def pause(request: HttpRequest, limit_id: Id, given: Pausing) -> TimeLimit:
    """409 with the sentence for a reason that its kind does not name, or when it has run out."""
    acting, limit = _limit(request, limit_id, PAUSE)
    pausing.pause_limit(acting.actor, limit, given.reason, since=given.since)
    return _again(limit)


@router.post("/limits/{limit_id}/resumption", response=LimitOut, url_name="matters_resume_limit", summary="Go on")
def resume(request: HttpRequest, limit_id: Id) -> TimeLimit:
    """409 with the sentence if it is not paused."""
    acting, limit = _limit(request, limit_id, PAUSE)
    pausing.resume_limit(acting.actor, limit)
    return _again(limit)


@router.post(
    "/limits/{limit_id}/extensions", response=ExtensionOut, url_name="matters_ask_extension", summary="Ask for days"
)
def ask(request: HttpRequest, limit_id: Id, given: Longer) -> LimitExtension:
    """409 with the sentence for more than may be given, or when it has run out."""
    acting, limit = _limit(request, limit_id, PAUSE)
    return extending.ask_extension(acting.actor, limit, given.days, given.reason)


@router.post(
    "/extensions/{extension_id}/decision", response=LimitOut, url_name="matters_extension", summary="Give the days"
)
def decide(request: HttpRequest, extension_id: Id, given: Decision) -> TimeLimit:
    """409 with the sentence for who asked for them, and when it was decided already."""
    acting = cast("Request", request)
    acting.actor.require(EXTEND)
    found = LimitExtension.objects.select_related("limit").filter(pk=extension_id).first()
    if found is None:
        raise Http404
    load_matter(acting, found.limit.matter_id)
    verb = extending.approve_extension if given.approve else extending.refuse_extension
    verb(acting.actor, found)
    return _again(found.limit)


def _limit(request: HttpRequest, limit_id: int, code: str) -> tuple[Request, TimeLimit]:
    """404 where one does not see its matter."""
    acting = cast("Request", request)
    acting.actor.require(code)
    found = TimeLimit.objects.select_related("union").filter(pk=limit_id).first()
    if found is None:
        raise Http404
    load_matter(acting, found.matter_id)
    return acting, found


def _again(limit: TimeLimit) -> TimeLimit:
    return TimeLimit.objects.get(pk=limit.pk)
