"""Memberships over time, as their verbs would have left them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from niangjia.engines.people.memberships.models import Membership, State

from .dice import Weighted
from .drawn import Belonging

if TYPE_CHECKING:
    from .dice import Dice
    from .drawn import Drawn

Origin = Membership.Origin
CAME_FROM_ELSEWHERE, RELEASED, DIED, WAS_MEMBER = 0.025, 0.003, 0.03, 0.12
ROLL = date(2023, 3, 1)  # who was a member before was recorded from a list of that day
ON_WHOSE_WORD = "2023年实名制普查花名册"
ADULT = 18 * 365 + 5
ENDINGS = Weighted({State.WITHDRAWN: 55, State.DEEMED_WITHDRAWN: 42, State.EXPELLED: 3})
WHY = {
    State.WITHDRAWN: "本人书面申请退会", State.DEEMED_WITHDRAWN: "连续六个月未缴会费、未参加组织生活，经教育无改正",
    State.EXPELLED: "经会员大会讨论决定", State.RETAINED: "退休保留会籍", State.DECEASED: "去世",
}  # fmt: skip


def _between(dice: Dice, first: date, last: date) -> date:
    return date.fromordinal(first.toordinal() + dice.upto(max((last - first).days, 0) + 1)) if first < last else last


def membership(dice: Dice, life: Drawn, founded: date, day: date) -> Belonging:
    """An ordinary one."""
    adult = life.born + timedelta(days=ADULT + dice.upto(1500))
    started = _between(dice, max(adult, founded), day - timedelta(days=5))
    return _begun(dice, life, started, State.ACTIVE)


def _begun(dice: Dice, life: Drawn, started: date, state: State) -> Belonging:
    if started < ROLL and dice.happens(0.8):
        found = Belonging(life.home_id, state, Origin.RECORDED, started, started, origin_note=ON_WHOSE_WORD)
    else:
        found = Belonging(life.home_id, state, Origin.APPLICATION, started, started)
    found.steps.append((state, started, ""))
    return found


def release(dice: Dice, here: Belonging, day: date) -> None:
    """Lets a member go to another union that has not yet taken the membership in."""
    since = max(here.started, day - timedelta(days=1 + dice.upto(40)))
    here.state = State.TRANSFERRING
    here.steps.append((State.TRANSFERRING, since, "工作调动"))


def came_from(dice: Dice, life: Drawn, here: Belonging, elsewhere: int) -> Belonging | None:
    """The membership elsewhere from which somebody was transferred to the one here; None for who is too young."""
    joined = _between(dice, life.born + timedelta(days=ADULT), here.started - timedelta(days=200))
    if joined < life.born + timedelta(days=ADULT) or elsewhere == here.union_id:
        return None
    there = Belonging(elsewhere, State.TRANSFERRED, Origin.APPLICATION, joined, joined, here.started)
    there.steps = [(State.ACTIVE, joined, ""), (State.TRANSFERRED, here.started, "工作调动")]
    here.joined, here.origin, here.origin_note = joined, Origin.TRANSFER, ""
    return there


def incomplete(dice: Dice, life: Drawn, founded: date, day: date) -> Belonging:
    """Waits for what the record lacks."""
    started = _between(dice, max(ROLL, founded), day - timedelta(days=5))
    found = Belonging(life.home_id, State.INCOMPLETE, Origin.RECORDED, started, started, origin_note=ON_WHOSE_WORD)
    found.steps.append((State.INCOMPLETE, started, ""))
    return found


def retained(dice: Dice, life: Drawn, founded: date, day: date, *, died: bool) -> Belonging:
    """Of somebody who retired or lost work, some time ago; of the dead it has ended."""
    stopped = max(day - timedelta(days=30 + dice.upto(1800)), min(founded + timedelta(days=10), day))
    started = max(stopped - timedelta(days=2000 + dice.upto(8000)), founded)
    found = _begun(dice, life, started, State.RETAINED)
    found.steps = [(State.ACTIVE, started, ""), (State.RETAINED, stopped, WHY[State.RETAINED])]
    if died:
        found.state, found.ended = State.DECEASED, _between(dice, stopped, day - timedelta(days=2))
        found.steps.append((State.DECEASED, found.ended, WHY[State.DECEASED]))
    return found


def ended(dice: Dice, life: Drawn, founded: date, day: date) -> Belonging | None:
    """A membership that is over; most who are outside never had one."""
    if not dice.happens(WAS_MEMBER):
        return None
    found = membership(dice, life, founded, day)
    found.state = ENDINGS.pick(dice)
    found.ended = _between(dice, found.started, day - timedelta(days=2))
    found.steps.append((found.state, found.ended, WHY[found.state]))
    return found
