"""Who works for whom."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from niangjia.engines.people.employers.models import Employment
from niangjia.engines.people.unions.models import Nature

from .drawn import Work
from .trades import TRADES
from .words import JOBS, NEW_FORMS

if TYPE_CHECKING:
    from .crews import Crew
    from .dice import Dice
    from .drawn import Drawn
    from .trades import Trade

Kind = Employment.Kind
DISPATCHED, OUTSOURCED = 0.04, 0.012
BEGINS = 19 * 365  # days of age at which work begins at the earliest


def employments(dice: Dice, born: date, employers: tuple[int, int], crew: Crew, day: date) -> list[Work]:
    """One; of the dispatched two. `employers` are who has the work, and an agency that may be in between."""
    firm, agency = employers
    first = born.toordinal() + BEGINS
    started = date.fromordinal(first + dice.upto(max(day.toordinal() - first, 1)))
    if crew.new_form:
        return [Work(firm, Kind.PLATFORM, NEW_FORMS[crew.new_form][1], started)]
    title = dice.choice(JOBS[TRADES[crew.trade].jobs])
    chance = dice.random()
    if chance < DISPATCHED and crew.nature != Nature.OFFICE:
        return [Work(agency, Kind.DISPATCHED, title, started), Work(firm, Kind.USED, title, started)]
    return [Work(firm, Kind.OUTSOURCED if chance > 1 - OUTSOURCED else Kind.DIRECT, title, started)]


def ended(dice: Dice, life: Drawn, firm: int, trade: Trade) -> Work:
    """The work of somebody who has stopped: it ended when the membership began to be retained."""
    assert life.membership is not None  # noqa: S101 - retained ones have it
    stopped = life.membership.steps[1][1]
    started = life.membership.started - timedelta(days=dice.upto(300))
    return Work(firm, Kind.DIRECT, dice.choice(JOBS[trade.jobs]), started, stopped)
