"""Limits on a calendar: the day on which so many days end, and how many working days lie between two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from .units import Days
from .workdays import reason

if TYPE_CHECKING:
    from .workdays import CalendarDay, WorkCalendar


@dataclass(frozen=True)
class Due:
    """The last day of a limit. `counted` is where the counting ended, before a day of rest moved it on.

    `reason` says why it is not certain, as a sentence; empty if it is.
    """

    day: date
    counted: date
    reason: str

    @property
    def certain(self) -> bool:
        return not self.reason

    @property
    def moved(self) -> bool:
        return self.day != self.counted


@dataclass(frozen=True)
class Span:
    """Working days between two days; `reason` as in Due."""

    days: Days
    reason: str

    @property
    def certain(self) -> bool:
        return not self.reason


def due(calendar: WorkCalendar, start: date, days: Days) -> Due:
    """The last day of a limit that an event on `start` sets off; the start day does not count."""
    if days.working and days.count:
        passed = _worked(calendar, start, days.count)
        return Due(passed[-1].day, passed[-1].day, reason(passed))
    counted = start + timedelta(days=days.count)
    passed = _until_workday(calendar, counted)
    return Due(passed[-1].day, counted, reason(passed))


def _worked(calendar: WorkCalendar, start: date, count: int) -> list[CalendarDay]:
    """The days after `start` up to the workday that is the `count`-th."""
    passed: list[CalendarDay] = []
    for day in calendar.after(start):
        passed.append(day)
        count -= day.is_workday
        if not count:
            break
    return passed


def _until_workday(calendar: WorkCalendar, first: date) -> list[CalendarDay]:
    passed = [calendar.day(first)]
    while not passed[-1].is_workday:
        passed.append(calendar.day(passed[-1].day + timedelta(days=1)))
    return passed


def working_days(calendar: WorkCalendar, start: date, end: date) -> Span:
    """The workdays after `start` up to and with `end`. Raises ValueError if it ends before it starts."""
    if end < start:
        raise ValueError(f"{end} is before {start}")
    passed = list(takewhile(lambda day: day.day <= end, calendar.after(start)))
    return Span(Days(sum(day.is_workday for day in passed), working=True), reason(passed))
