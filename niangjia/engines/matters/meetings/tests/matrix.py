"""Who gets which answer from the pages of limits, meetings, corrections, public notices and ratings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.core.models import Matter, State, Task
from niangjia.engines.matters.later.correcting import ask_correction
from niangjia.engines.matters.later.tests import samples as _undoing
from niangjia.engines.matters.limits.extending import ask_extension
from niangjia.engines.matters.limits.starting import start_limit
from niangjia.engines.matters.limits.tests.samples import HANDLE
from niangjia.engines.matters.meetings.bodies import COMMITTEE
from niangjia.engines.matters.meetings.deciding import confirm_minutes, decide_item
from niangjia.engines.matters.meetings.delegating import Terms, record_delegation
from niangjia.engines.matters.meetings.preparing import prepare_meeting
from niangjia.engines.matters.public_notices.hanging import hang_notice
from niangjia.engines.matters.public_notices.objecting import enter_objection
from niangjia.engines.matters.public_notices.tests.samples import KIND
from niangjia.engines.people.scope import everywhere
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import now, today
from tests.harness.matrix import FORBIDDEN, NOT_FOUND, OK, TO_SIGN_IN, UNAUTHORISED, Route, only, to_accounts
from tests.harness.people import CAST, STRANGER

from .samples import AID, held_meeting

if TYPE_CHECKING:
    from niangjia.engines.matters.meetings.models import Meeting
    from tests.harness.matrix import Answer
    from tests.harness.people import Cast

FOUND, WRONG, CONFLICT = 302, 422, 409
KEEPERS = ("clerk", "chair", "upper_officer", "other_clerk")
MINE = ("clerk", "chair", "upper_officer")
WRITE = ("clerk", "chair")  # have posts right there: the level above reads, and does not act in their place
LEADERS = ("chair", "upper_officer")
_ = _undoing


def _of_the_mine(name: str, answer: Answer = OK, *keys: str, **more: Any) -> Route:
    """Who may do it at the mine; the school's clerk finds nothing there."""
    answers: dict[str, Answer] = dict.fromkeys(CAST, FORBIDDEN)
    answers |= {**dict.fromkeys(keys or MINE, answer), "other_clerk": NOT_FOUND}
    return Route(name, {**answers, STRANGER: TO_SIGN_IN, **more.pop("but", {})}, **more)


def _posted(name: str, answer: Answer, *keys: str, **more: Any) -> Route:
    return _of_the_mine(name, answer, *keys, method="post", **more)


def _program(name: str, answer: Answer, *keys: str, **more: Any) -> Route:
    """The same for programs."""
    but = {STRANGER: UNAUTHORISED, **more.pop("but", {})}
    if more.get("method") == "post":
        more.setdefault("data", lambda _cast: {})
    return _of_the_mine(name, answer, *keys, bearer=True, json="data" in more, but=but, **more)


def _matter(cast: Cast, *, public: bool = False) -> Matter:
    _ = cast["member"], cast["clerk"], cast["chair"]
    with everywhere(PLATFORM, "a test"):
        person, given = cast.person("member"), {"open": public}
        return open_matter(PLATFORM, AID, union=cast.union("mine"), person=person, variables=given)


def _limit(cast: Cast) -> dict[str, Any]:
    return {"limit_id": start_limit(HANDLE, _matter(cast)).pk}


def _extension(cast: Cast) -> dict[str, Any]:
    limit = start_limit(HANDLE, _matter(cast))
    return {"extension_id": ask_extension(PLATFORM, limit, 5, "案情复杂").pk}


def _meeting(cast: Cast) -> Meeting:
    _matter(cast)
    return prepare_meeting(PLATFORM, cast.union("mine"), COMMITTEE, today())


def _meeting_id(cast: Cast) -> dict[str, Any]:
    return {"meeting_id": _meeting(cast).pk}


def _mine_today(cast: Cast) -> dict[str, Any]:
    _ = cast["chair"]
    return {"union": cast.union("mine").pk, "body": COMMITTEE, "held": str(today())}


def _item(cast: Cast) -> dict[str, Any]:
    return {"item_id": _meeting(cast).items.earliest("pk").pk}


def _delegation(cast: Cast) -> dict[str, Any]:
    _ = cast["chair"]
    terms = Terms(COMMITTEE, AID, "chair", "3号", today(), today())
    return {"delegation_id": record_delegation(PLATFORM, cast.union("mine"), terms).pk}


def _task(cast: Cast) -> dict[str, Any]:
    return {"task_id": Task.objects.get(matter=_matter(cast)).pk}


def _decided(cast: Cast, *, public: bool) -> Matter:
    matter = _matter(cast, public=public)
    with everywhere(PLATFORM, "a test"):
        meeting = held_meeting(cast)
        confirm_minutes(cast.actor("chair"), meeting)
        for item in meeting.items.all():
            decide_item(cast.actor("chair"), meeting, item)
    matter.refresh_from_db()
    return matter


def _closed(cast: Cast) -> dict[str, Any]:
    return {"matter_id": _decided(cast, public=False).pk}


def _correction(cast: Cast) -> dict[str, Any]:
    task = Task.objects.get(matter=_decided(cast, public=False))
    return {"correction_id": ask_correction(PLATFORM, task, "点错了", after="refuse", told="不符合条件").pk}


def _waiting(cast: Cast) -> dict[str, Any]:
    return {"matter_id": _decided(cast, public=True).pk}


def _notice(cast: Cast) -> Any:
    return hang_notice(PLATFORM, _decided(cast, public=True), KIND)


def _notice_id(cast: Cast) -> dict[str, Any]:
    return {"notice_id": _notice(cast).pk}


def _objection(cast: Cast) -> dict[str, Any]:
    return {"objection_id": enter_objection(PLATFORM, _notice(cast), "不符").pk}


def _rated(cast: Cast) -> dict[str, Any]:
    matter = _matter(cast)
    Matter.objects.filter(pk=matter.pk).update(state=State.DONE, closed=now(), engine=None)
    return {"matter_id": matter.pk}


# Who has no post in the very union that has the step looks on.
NOT_FROM_ABOVE = {"upper_officer": FORBIDDEN}
ROUTES = [
    only("matters:overdue", *KEEPERS),
    _posted(
        "matters:pause_limit", FOUND, arguments=_limit, data=lambda _cast: {"reason": "materials"}, but=NOT_FROM_ABOVE
    ),
    _posted("matters:resume_limit", WRONG, arguments=_limit, but=NOT_FROM_ABOVE),
    _posted("matters:ask_extension", WRONG, arguments=_limit),
    _posted(
        "matters:extension", FOUND, *LEADERS, arguments=_extension, but={"other_clerk": FORBIDDEN, **NOT_FROM_ABOVE}
    ),
    only("matters:meetings", *KEEPERS),
    only("matters:prepare_meeting", *KEEPERS),
    only("matters:prepare_meeting", *KEEPERS, answer=WRONG, method="post"),
    _of_the_mine("matters:meeting", arguments=_meeting_id),
    _posted("matters:meeting_sheet", FOUND, *WRITE, arguments=_meeting_id),
    _posted("matters:put_items", FOUND, *WRITE, arguments=_meeting_id),
    _posted("matters:add_guest", WRONG, arguments=_meeting_id),
    _posted("matters:meeting_words", FOUND, *WRITE, arguments=_meeting_id),
    _posted("matters:cancel_meeting", FOUND, *WRITE, arguments=_meeting_id),
    _posted(
        "matters:confirm_minutes",
        WRONG,
        "chair",
        arguments=_meeting_id,
        but={"clerk": FORBIDDEN, "upper_officer": FORBIDDEN},
    ),
    _posted("matters:postpone_item", FOUND, *WRITE, arguments=_item),
    only("matters:delegations", *KEEPERS),
    only("matters:delegations", *LEADERS, answer=WRONG, method="post"),
    _posted("matters:revoke_delegation", FOUND, "chair", arguments=_delegation, but={"other_clerk": FORBIDDEN}),
    _posted("matters:enter_paper", WRONG, arguments=_task),
    _posted("matters:ask_correction", WRONG, arguments=_closed),
    _posted("matters:decide_correction", FOUND, "chair", arguments=_correction, but={"other_clerk": FORBIDDEN}),
    _posted("matters:hang_notice", FOUND, *WRITE, arguments=_waiting),
    _posted("matters:take_down", WRONG, arguments=_notice_id),
    _posted("matters:post_notice", WRONG, arguments=_notice_id),
    _posted("matters:enter_objection", WRONG, arguments=_notice_id),
    _posted("matters:answer_objection", WRONG, arguments=_objection),
    to_accounts("my:public_notices"),
    only(
        "my:public_notice",
        *("member", "worker", "group_leader", "clerk", "chair", "auditor", "upper_officer"),
        otherwise=NOT_FOUND,
        arguments=lambda cast: {"code": _notice(cast).code},
    ),
    only(
        "my:public_notice",
        *("member", "worker", "group_leader", "clerk", "chair", "auditor", "upper_officer"),
        answer=WRONG,
        otherwise=NOT_FOUND,
        method="post",
        arguments=lambda cast: {"code": _notice(cast).code},
    ),
    only("my:rate", "member", otherwise=NOT_FOUND, arguments=_rated),
    only("my:rate", "member", answer=WRONG, otherwise=NOT_FOUND, method="post", arguments=_rated),
    only("matters:public_notices", *KEEPERS),
    only("matters:ratings", *KEEPERS),
    only("api:matters_limits", *KEEPERS, bearer=True),
    _program(
        "api:matters_pause_limit",
        OK,
        method="post",
        arguments=_limit,
        data=lambda _cast: {"reason": "materials"},
        but=NOT_FROM_ABOVE,
    ),
    _program("api:matters_resume_limit", CONFLICT, method="post", arguments=_limit, but=NOT_FROM_ABOVE),
    _program(
        "api:matters_ask_extension",
        OK,
        method="post",
        arguments=_limit,
        data=lambda _cast: {"days": 3, "reason": "案情复杂"},
    ),
    _program(
        "api:matters_extension",
        OK,
        *LEADERS,
        method="post",
        arguments=_extension,
        data=lambda _cast: {"approve": True},
        but={"other_clerk": FORBIDDEN, **NOT_FROM_ABOVE},
    ),
    only("api:matters_meetings", *KEEPERS, bearer=True),
    _program("api:matters_meeting", OK, arguments=_meeting_id),
    _program("api:matters_prepare_meeting", OK, *WRITE, method="post", data=_mine_today),
    _program(
        "api:matters_meeting_sheet", OK, *WRITE, method="post", arguments=_meeting_id, data=lambda _cast: {"came": []}
    ),
    _program("api:matters_minutes", CONFLICT, "chair", method="post", arguments=_meeting_id),
    only("api:matters_public_notices", *KEEPERS, bearer=True),
    _program("api:matters_hang_notice", OK, *WRITE, method="post", arguments=_waiting),
    _program(
        "api:matters_take_down",
        OK,
        *WRITE,
        method="post",
        arguments=_notice_id,
        data=lambda _cast: {"reason": "写错了"},
    ),
    _program("api:matters_objections", OK, arguments=_notice_id),
    _program(
        "api:matters_answer", OK, *WRITE, method="post", arguments=_objection, data=lambda _cast: {"answer": "已核实"}
    ),
    only("api:matters_ratings", *KEEPERS, bearer=True, arguments=lambda _cast: {"year": today().year}),
]
