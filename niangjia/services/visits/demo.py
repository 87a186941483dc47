"""Visits, problems and reception days of the demo's first base union, some of each fate."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import override

from niangjia.engines.people.models import Union
from niangjia.engines.people.scope import acting
from niangjia.engines.people.unions.models import Level
from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.access.models import Account
from niangjia.foundation.clock import now, today

from .acts.keeping import enter_problem, give_to_leader, solve_problem, strike_off
from .acts.receiving import plan_reception
from .acts.visiting import plan_visit, record_visit
from .models import Reception, Visit
from .reading import leaders_of
from .said import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.demo.accounts import Opened
    from niangjia.foundation.access.actor import Actor

HEARD = Record(met="采煤一队职工六人", heard="澡堂热水不足，夜班最明显。", settled="当场联系后勤，夜班增加一次供水。")
PROBLEMS = (
    ("澡堂热水不足", "后勤科", "open"),
    ("班中餐品种少", "食堂", "held"),
    ("更衣柜不够用", "后勤科", "solved"),
    ("宿舍走廊灯坏了", "物业", "struck"),
)


def fill(accounts: Sequence[Opened]) -> None:
    """Make them at a base union whose clerk and chair both have an account."""
    bases = set(Union.objects.filter(level=Level.BASE).values_list("code", flat=True))
    names = {(one.role, one.union): one.username for one in accounts}
    code = next(
        (code for role, code in names if role == "clerk" and code in bases and ("chair", code) in names), None
    )
    if code is None:
        return
    union = Union.objects.get(code=code)
    clerk, chair = (actor_of(Account.objects.get(username=names[role, code])) for role in ("clerk", "chair"))
    with override("zh-hans"), acting(clerk):
        _visits(clerk, union)
        _reception(clerk, union)
    with override("zh-hans"):
        for text, responsible, fate in PROBLEMS:
            _problem(clerk, chair, union, (text, responsible, fate))


def _visits(clerk: Actor, union: Union) -> None:
    day = today()
    plans = (("research", day, "采煤一队"), ("publicity", day + timedelta(days=5), "机修车间"))
    for purpose, on, place in plans:
        visit = Visit(union=union, purpose=purpose, day=on, place=place, visitors="工会干事两人")
        plan_visit(clerk, visit)
        if on == day:
            record_visit(clerk, visit, HEARD)


def _reception(clerk: Actor, union: Union) -> None:
    leaders = leaders_of(union)
    if leaders:
        starts = (now() + timedelta(days=7)).replace(hour=9, minute=0, second=0, microsecond=0)
        plan_reception(clerk, Reception(union=union, leader=leaders[0][0], starts=starts, place="工会接待室"))


def _problem(clerk: Actor, chair: Actor, union: Union, told: tuple[str, str, str]) -> None:
    text, responsible, fate = told
    with acting(clerk):
        row = enter_problem(clerk, union, text, responsible, today() + timedelta(days=20))
    if fate == "open":
        return
    leaders = leaders_of(union)
    with acting(chair):
        if fate == "held" and leaders:
            give_to_leader(chair, row, leaders[0][0])
    if fate in ("solved", "struck"):
        with acting(clerk):
            solve_problem(clerk, row, "已更换、补充到位")
    if fate == "struck":
        with acting(chair):
            strike_off(chair, row, good=True)
