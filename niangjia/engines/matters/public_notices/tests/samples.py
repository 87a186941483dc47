from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.matters.core.models import Task, TaskState
from niangjia.engines.matters.meetings.deciding import confirm_minutes, decide_item
from niangjia.engines.matters.meetings.tests.samples import aid, held_meeting
from niangjia.engines.matters.public_notices.hanging import hang_notice
from niangjia.engines.matters.public_notices.kinds import Line, Mask, NoticeKind, register_public_notice

if TYPE_CHECKING:
    from niangjia.engines.matters.core.models import Matter
    from niangjia.engines.matters.public_notices.models import PublicNotice
    from tests.harness.people import Cast


def lines(matter: Matter) -> list[Line]:
    return [
        Line("姓名", "王小梅", Mask.NAME),
        Line("身份证号", "11010519491231002X", Mask.DOCUMENT),
        Line("电话", "13800138000", Mask.PHONE),
        Line("慰问金额", "800元", Mask.PLAIN),
    ]


KIND = register_public_notice(NoticeKind("sample.aid", "试办慰问公示", lines))


def waiting(cast: Cast) -> Matter:
    """A gift that the committee agreed to, and that waits for its public notice."""
    matter = aid(cast, public=True)
    agreed(cast)
    matter.refresh_from_db()
    return matter


def agreed(cast: Cast) -> None:
    """The committee agrees to all that waits for it."""
    meeting = held_meeting(cast)
    confirm_minutes(cast.actor("chair"), meeting)
    for item in meeting.items.all():
        decide_item(cast.actor("chair"), meeting, item)


def hung(cast: Cast) -> PublicNotice:
    return hang_notice(cast.actor("clerk"), waiting(cast), KIND)


def step(matter: Matter) -> Task:
    """The step that waits for the notice."""
    return Task.objects.select_related("union").get(matter=matter, key="hang", state=TaskState.OPEN)
