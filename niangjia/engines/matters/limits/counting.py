"""The arithmetic of time limits, with no row and no clock in it.

The start day does not count (民法典 第二百零一条). Days on which a limit was paused do not count either: after the
day of the
pause, up to and with the day on which it ends, so that what is paused and goes on the same day loses nothing. A limit
in calendar days that would end on a day of rest ends on the next workday (民法典 第二百零三条); one in working days
counts
workdays alone, swapped ones too. An extension adds days of the same kind to the whole, and only the end of the whole
is moved on. An answer that rests on a year whose holidays nobody knows yet says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from niangjia.engines.rules.counting import Due
from niangjia.engines.rules.units import Days
from niangjia.engines.rules.workdays import reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from niangjia.engines.rules.workdays import CalendarDay, WorkCalendar

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Paused:
    """A span in which a limit stood still: the days after `since` up to and with `until`; None is still going on."""

    since: date
    until: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.since < day and (self.until is None or day <= self.until)


def due(calendar: WorkCalendar, started: date, days: Days, pauses: Sequence[Paused] = ()) -> Due | None:
    """The last day of the limit; None while it is paused, unless it had run out before."""
    counted, passed = started, [calendar.day(started)] if not days.count else []
    left = days.count
    while left:
        day = calendar.day(counted + DAY)
        if _still(day.day, pauses):
            return None
        counted = day.day
        passed.append(day)
        left -= _counts(day, days.working, pauses)
    last = counted
    while not calendar.day(last).is_workday or _in(last, pauses):
        last += DAY
        if _still(last, pauses):
            return None
        passed.append(calendar.day(last))
    return Due(last, counted, reason(passed))


def used(calendar: WorkCalendar, started: date, days: Days, pauses: Sequence[Paused], *, on: date) -> Days:
    """How many of its days have passed at the end of that day; more than it has when it is overdue."""
    passed = takewhile(lambda day: day.day <= on, calendar.after(started))
    return Days(sum(_counts(day, days.working, pauses) for day in passed), working=days.working)


def before(calendar: WorkCalendar, day: date, workdays: int) -> date:
    """The day from which so many workdays are left up to and with `day`: for 2 and a Wednesday, the Monday."""
    while workdays:
        if calendar.day(day).is_workday:
            workdays -= 1
        day -= DAY
    while not calendar.day(day).is_workday:
        day -= DAY
    return day


def after(calendar: WorkCalendar, day: date, workdays: int) -> date:
    """The workday that is the so-many-th after `day`."""
    return _nth(calendar.after(day), workdays)


def _nth(days: Iterator[CalendarDay], workdays: int) -> date:
    for day in days:
        workdays -= day.is_workday
        if workdays <= 0 and day.is_workday:
            return day.day
    raise AssertionError("a calendar does not end")


def _counts(day: CalendarDay, working: bool, pauses: Sequence[Paused]) -> bool:
    return (day.is_workday or not working) and not _in(day.day, pauses)


def _in(day: date, pauses: Sequence[Paused]) -> bool:
    return any(day in pause for pause in pauses)


def _still(day: date, pauses: Sequence[Paused]) -> bool:
    """Whether it stands still from here on, nobody knows until when."""
    return any(pause.until is None and day in pause for pause in pauses)
