"""How limits are counted: the start day does not count (Civil Code 201), months and years end on the same day of the
month (202), a last day of rest moves to the next workday (203).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.engines.rules import Days, add_days, day_of, value
from niangjia.engines.rules.workdays import Why

from .answers import LastDay

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.rules import Figure
    from niangjia.engines.rules.counting import Due

NO_DAYS = Days(0, working=False)


def in_days(key: str, title: str, start: date, *, more: int = 0, unions: Sequence[int] = ()) -> LastDay:
    """The last day of a limit in days that an event on `start` sets off; `more` are days of the same kind on top."""
    figure = value(key, on=start, unions=unions)
    days = figure.days
    due = add_days(start, days + Days(more, working=days.working))
    return _answer(figure, title, due, rolls=not days.working)


def in_years(key: str, title: str, start: date, *, stopped: int = 0) -> LastDay:
    """The last day of a limit in years; `stopped` are the days for which it did not run."""
    figure = value(key, on=start)
    counted = years_after(start, figure.count) + timedelta(days=stopped)
    return _answer(figure, title, add_days(counted, NO_DAYS), rolls=True)


def years_after(day: date, years: int) -> date:
    """The same day of a later year; 29 February becomes the 28th where there is none (Civil Code 202)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _answer(figure: Figure, title: str, due: Due, *, rolls: bool) -> LastDay:
    answer = LastDay(figure.key, title, due.day, due.counted, due.counted, figure.basis, figure.sure)
    if rolls and due.moved:
        answer = answer.doubting(_weekend(due.counted), safe=workday_before(due.counted))
    return answer.doubting(due.reason)


def _weekend(day: date) -> str:
    if day_of(day).why is not Why.WEEK:
        return ""
    return _(
        "The last day is at an ordinary weekend. The Civil Code (203) moves it for statutory holidays; that weekends "
        "count among them is how it is mostly read, not what it says. Keep to the earlier day."
    )


def workday_before(day: date) -> date:
    """That day if it is worked, else the last one before that is."""
    while not day_of(day).is_workday:
        day -= timedelta(days=1)
    return day
