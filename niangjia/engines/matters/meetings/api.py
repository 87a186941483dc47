"""`/api/v1/matters/meetings/…`: meetings and their lists, by the same verbs as the pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from niangjia.engines.matters.api_shapes import Id
from niangjia.engines.matters.refusals import NotPossible
from niangjia.engines.matters.rights import within
from niangjia.engines.people.api_shapes import Below, Page
from niangjia.engines.people.loading import load_union

from . import preparing
from .bodies import UnknownBody
from .deciding import confirm_minutes
from .models import Meeting
from .permissions import MEET
from .preparing import LONGEST_REMARK
from .reading import known_meetings
from .views import load_meeting

if TYPE_CHECKING:
    from niangjia.foundation.access.request import Request

router = Router()
Votes = Annotated[int, Field(ge=0, le=999)]


class MeetingOut(Schema):
    """A meeting. `state`: 1 being prepared, 2 deciding the items, 3 decided, 4 cancelled; `paper` are its minutes."""

    id: int
    union: int = Field(alias="union_id")
    body: str
    term: int | None
    session: int | None
    held: date
    place: str
    state: int
    number: str
    paper: int | None = Field(None, alias="paper_id")
    decided: datetime | None


class MemberOut(Schema):
    """Who was due, or sat in without a vote; `came` is null until it is written down."""

    id: int
    name: str
    role: str
    votes: bool
    came: bool | None


class ItemOut(Schema):
    """What stands on the list. `state`: 2 before the meeting, 3 decided, 4 could not be carried out (`sentence`)."""

    id: int
    task: int = Field(alias="task_id")
    state: int
    outcome: str
    votes_for: int | None
    votes_against: int | None
    abstained: int | None
    sentence: str


class WholeMeetingOut(MeetingOut):
    """With who was due and what stands on its list."""

    members: list[MemberOut]
    items: list[ItemOut]


class Preparing(Schema):
    """Of which union's body, by its key, and when."""

    union: Id
    body: str
    held: date
    place: Annotated[str, Field(max_length=100)] = ""


class VoteIn(Schema):
    """What was decided of an item, and by how many votes; `remark` is the reason where the outcome wants one."""

    outcome: str
    remark: Annotated[str, Field(max_length=LONGEST_REMARK)] = ""
    votes_for: Votes
    votes_against: Votes = 0
    abstained: Votes = 0


class SheetIn(Schema):
    """Who came, by ids of members, why others did not, and how items were voted, by their ids."""

    came: list[Id]
    excuses: Mapping[int, str] = {}
    votes: Mapping[int, VoteIn] = {}


@router.get("/meetings", response=Page[MeetingOut], url_name="matters_meetings", summary="Meetings of the scope")
def meetings(request: HttpRequest, asked: Query[Below]) -> dict[str, Any]:
    """By id."""
    acting = cast("Request", request)
    acting.actor.require(MEET)
    reach = acting.actor.reach(MEET)
    if asked.union is not None:
        reach &= load_union(acting, asked.union, MEET).subtree
    rows = known_meetings(acting.actor).filter(within(reach), pk__gt=asked.after).order_by("pk")
    found = list(rows[: asked.limit + 1])
    shown = found[: asked.limit]
    return {"items": shown, "next": shown[-1].pk if len(found) > asked.limit else None}


@router.get("/meetings/{meeting_id}", response=WholeMeetingOut, url_name="matters_meeting", summary="One meeting")
def meeting(request: HttpRequest, meeting_id: Id) -> dict[str, Any]:
    """404 outside the scope."""
    return _whole(_load(request, meeting_id)[1])


@router.post("/meetings", response=WholeMeetingOut, url_name="matters_prepare_meeting", summary="Prepare a meeting")
def prepare(request: HttpRequest, given: Preparing) -> dict[str, Any]:
    """With whoever is due by posts on that day, and everything that waits. 409 for a body that there is not."""
    acting = cast("Request", request)
    acting.actor.require(MEET)
    union = load_union(acting, given.union, MEET)
    try:
        made = preparing.prepare_meeting(acting.actor, union, given.body, given.held, place=given.place)
    except UnknownBody:
        raise NotPossible(_("There is no such body."), "body") from None
    return _whole(made)


@router.post(
    "/meetings/{meeting_id}/sheet",
    response=WholeMeetingOut,
    url_name="matters_meeting_sheet",
    summary="Keep the sheet",
)
def sheet(request: HttpRequest, meeting_id: Id, given: SheetIn) -> dict[str, Any]:
    """Who came and how items were voted, all or nothing. 409 with the sentence for what does not fit."""
    acting, found = _load(request, meeting_id)
    preparing.record_attendance(acting.actor, found, given.came, given.excuses)
    votes = {item: preparing.Vote(**vote.dict()) for item, vote in given.votes.items()}
    preparing.record_votes(acting.actor, found, votes)
    return _whole(found)


@router.post(
    "/meetings/{meeting_id}/minutes",
    response=WholeMeetingOut,
    url_name="matters_minutes",
    summary="Confirm the minutes",
)
def confirm(request: HttpRequest, meeting_id: Id) -> dict[str, Any]:
    """A job carries all of it out. 403 for who does not lead that very union, 409 where something is missing."""
    acting, found = _load(request, meeting_id)
    confirm_minutes(acting.actor, found)
    return _whole(Meeting.objects.get(pk=found.pk))


def _load(request: HttpRequest, meeting_id: int) -> tuple[Request, Meeting]:
    acting = cast("Request", request)
    acting.actor.require(MEET)
    return acting, load_meeting(acting, meeting_id)


def _whole(found: Meeting) -> dict[str, Any]:
    names = ("id", "union_id", "body", "term", "session", "held", "place", "state", "number", "paper_id", "decided")
    told = {name: getattr(found, name) for name in names}
    members = list(found.members.order_by("pk"))
    return {**told, "members": members, "items": list(found.items.order_by("pk"))}
