from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from niangjia.foundation.clock import now, today
from niangjia.services.visits.models import Appointment, Problem, Reception, Visit
from niangjia.services.visits.said import Wish

if TYPE_CHECKING:
    from tests.harness.people import Cast

HEARD = {"met": "采煤一队职工六人", "heard": "澡堂热水不足，夜班最明显", "settled": "当场联系后勤增加一次供水"}


def planned(cast: Cast, days: int = 0) -> Visit:
    """A visit of the mine's union, so many days from today."""
    return Visit.objects.create(
        union=cast.union("mine"), purpose="research", day=today() + timedelta(days=days), place="采煤一队",
        visitors="刘芳、孙立",
    )  # fmt: skip


def problem(cast: Cast, by: str = "clerk", **more: object) -> Problem:
    """A problem of the mine's register."""
    given = {"responsible": "后勤科", "due": today() + timedelta(days=20), "text": "澡堂热水不足", **more}
    count = Problem.objects.count() + 1
    return Problem.objects.create(
        union=cast.union("mine"), number=f"110101-P2026-{count:04d}", entered_by=cast[by], **given
    )


def reception(cast: Cast, hours: int = 48, union: str = "mine", **more: object) -> Reception:
    """A reception day, so many hours from now."""
    given = {"leader": "陈建国（工会主席）", "place": "工会接待室", **more}
    return Reception.objects.create(union=cast.union(union), starts=now() + timedelta(hours=hours), **given)


def place(cast: Cast, day: Reception, who: str = "member") -> Appointment:
    """A place of somebody on a day."""
    number = day.appointments.count() + 1
    said = Wish(name="王小梅", words="宿舍漏水").packed()
    return Appointment.objects.create(reception=day, person=cast.person(who), number=number, said=said)
