"""A small service of the tests' own: a gift that the mine's committee decides, with or without a public notice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from niangjia.engines.matters.acts.opening import open_matter
from niangjia.engines.matters.core.models import Task
from niangjia.engines.matters.meetings.bodies import COMMITTEE
from niangjia.engines.matters.meetings.models import Meeting, MeetingItem
from niangjia.engines.matters.meetings.preparing import Vote, prepare_meeting, record_attendance, record_votes
from niangjia.engines.matters.procedures import Phase, Procedure, own, register_action, register_procedure
from niangjia.engines.people.posts.models import Role
from niangjia.engines.people.posts.roles import give
from niangjia.foundation.access.registry import register
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from niangjia.engines.matters.core.models import Matter
    from niangjia.foundation.access.actor import Actor
    from tests.harness.people import Cast

ENTER = register("sample:aid", "提出试办慰问")
RESOLVE = register("sample:resolve", "决定试办慰问")
give(ENTER, Role.CLERK, Role.CHAIR)
give(RESOLVE, Role.CHAIR)

paid: list[int] = []


def pay(actor: Actor, matter: Matter) -> None:
    paid.append(matter.pk)


register_action("sample.pay", pay)
AID = register_procedure(
    Procedure(
        key="sample.aid",
        title="试办慰问",
        files=(Path(__file__).parent / "procedures" / "aid.bpmn",),
        lanes={"chair": own(RESOLVE)},
        states={
            "deciding": Phase("研究中"),
            "hanging": Phase("公示中"),
            "paid": Phase("已发放"),
            "refused": Phase("不予慰问"),
        },
        outcomes={"approve": "同意", "refuse": "不同意", "go_on": "公示无异议", "stop": "终止", "again": "退回研究"},
        variables={"open": bool},
        enter=ENTER,
    )
).key


def aid(cast: Cast, key: str = "member", *, public: bool = False) -> Matter:
    """A gift for one of the cast that waits for the mine's committee."""
    _ = cast["clerk"], cast["chair"], cast[key]
    person, given = cast.person(key), {"open": public}
    return open_matter(cast.actor("clerk"), AID, union=cast.union("mine"), person=person, variables=given)


def step_of(matter: Matter, key: str = "decide") -> Task:
    return Task.objects.select_related("union", "matter__version").get(matter=matter, key=key)


def held_meeting(cast: Cast, *, outcome: str = "approve") -> Meeting:
    """A meeting of today with all that waits, all who were due there, everything agreed."""
    meeting = prepare_meeting(cast.actor("clerk"), cast.union("mine"), COMMITTEE, today())
    members = list(meeting.members.all())
    record_attendance(cast.actor("clerk"), meeting, [member.pk for member in members], {})
    items = MeetingItem.objects.filter(meeting=meeting).values_list("pk", flat=True)
    why = "不符合条件" if outcome == "refuse" else ""
    record_votes(cast.actor("clerk"), meeting, {item: Vote(outcome, len(members), remark=why) for item in items})
    return meeting
