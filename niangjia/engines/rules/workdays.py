"""Workdays and holidays: what the state arranges, under the city's own table; and limits counted in days.

The start day does not count (Civil Code 201). A limit in calendar days whose last day is a day of rest ends on the
next workday (Civil Code 203, Civil Procedure Law 85): days of rest are the statutory holidays, the weekly ones
(State Council's rules on working hours 7) and those given in exchange, while a weekend day that is worked in exchange
is none. A limit in working days ends on a workday by itself.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from chinese_calendar import constants as state  # type: ignore[import-untyped]
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.utils.functional import _StrPromise

    from .models import OwnDay

FIRST_KNOWN, LAST_KNOWN = min(state.holidays).year, max(state.holidays).year
# Holidays whose date is in the Regulation on Public Holidays itself (as of 2025); the others are arranged yearly.
FIXED = {
    (1, 1): gettext_lazy("New Year"),
    **dict.fromkeys([(5, 1), (5, 2)], gettext_lazy("Labour Day")),
    **dict.fromkeys([(10, 1), (10, 2), (10, 3)], gettext_lazy("National Day")),
}
# The library's names, which we say in our own words.
NAMES = {
    "New Year's Day": gettext_lazy("New Year"),
    "Spring Festival": gettext_lazy("Spring Festival"),
    "Tomb-sweeping Day": gettext_lazy("Qingming"),
    "Labour Day": gettext_lazy("Labour Day"),
    "Dragon Boat Festival": gettext_lazy("Dragon Boat Festival"),
    "National Day": gettext_lazy("National Day"),
    "Mid-autumn Festival": gettext_lazy("Mid-Autumn Festival"),
    "Anti-Fascist 70th Day": gettext_lazy("70th anniversary of victory"),
}


class Why(StrEnum):
    """What a day's answer rests on."""

    CITY = "city"  # the city's own table
    STATE = "state"  # a holiday, or a workday in exchange, as the State Council arranged it
    WEEK = "week"  # an ordinary day of a year whose arrangement is known
    GUESS = "guess"  # the year's arrangement is not known: weekdays are worked, weekends and fixed holidays are not


@dataclass(frozen=True)
class CalendarDay:
    """What is known of a day. `name` and `basis` are empty for ordinary days."""

    day: date
    is_workday: bool
    why: Why
    name: str | _StrPromise = ""
    basis: str = ""

    @property
    def certain(self) -> bool:
        return self.why is not Why.GUESS

    @property
    def special(self) -> bool:
        """Whether it differs from what its day of the week says."""
        return self.why is Why.CITY or self.is_workday != (self.day.weekday() < calendar.SATURDAY) or bool(self.name)

    @property
    def reason(self) -> str:
        """Why it is not certain, as a sentence; empty if it is."""
        return reason([self])


def reason(days: Iterable[CalendarDay]) -> str:
    """Why an answer that rests on these days is not certain, as a sentence; empty if it is."""
    years = sorted({day.day.year for day in days if not day.certain})
    if not years:
        return ""
    return _(
        "The holidays of %(years)s are not known here yet: weekdays were taken as workdays, "
        "weekends and the holidays of fixed date as free."
    ) % {"years": ", ".join(map(str, years))}


class WorkCalendar:
    """All days; `own` are the city's by date, `complete` the years whose special days the city has all entered."""

    def __init__(self, own: Mapping[date, OwnDay], complete: frozenset[int]) -> None:
        self._own = own
        self._complete = complete
        self._years: dict[int, list[CalendarDay]] = {}

    def day(self, day: date) -> CalendarDay:
        """What is known of a day, of whatever year."""
        return self.year(day.year)[day.timetuple().tm_yday - 1]

    def year(self, year: int) -> list[CalendarDay]:
        """The days of a year from 1 January on."""
        if year not in self._years:
            self._years[year] = [self._look_up(day) for day in _days_of(year)]
        return self._years[year]

    def knows(self, year: int) -> bool:
        """Whether the year's holidays are known."""
        return FIRST_KNOWN <= year <= LAST_KNOWN or year in self._complete

    def completed(self, year: int) -> bool:
        """Whether the year's holidays are known because the city has entered them."""
        return year in self._complete

    def after(self, day: date) -> Iterator[CalendarDay]:
        """The days that follow, one by one."""
        while True:
            day += timedelta(days=1)
            yield self.day(day)

    def _look_up(self, day: date) -> CalendarDay:
        if own := self._own.get(day):
            return CalendarDay(day, bool(own.is_workday), Why.CITY, own.name, own.basis)
        if FIRST_KNOWN <= day.year <= LAST_KNOWN:
            return _of_state(day)
        why = Why.WEEK if day.year in self._complete else Why.GUESS
        name = FIXED.get((day.month, day.day), "")
        return CalendarDay(day, not name and day.weekday() < calendar.SATURDAY, why, name)


def _of_state(day: date) -> CalendarDay:
    basis = f"国务院办公厅{day.year}年部分节假日安排的通知"
    if day in state.workdays:
        return CalendarDay(day, True, Why.STATE, _name(state.workdays[day]), basis)
    if day in state.holidays:
        return CalendarDay(day, False, Why.STATE, _name(state.holidays[day]), basis)
    return CalendarDay(day, day.weekday() < calendar.SATURDAY, Why.WEEK)


def _name(name: str) -> str | _StrPromise:
    return NAMES.get(name, name)


def _days_of(year: int) -> Iterator[date]:
    length = 366 if calendar.isleap(year) else 365
    first = date(year, 1, 1)
    return (first + timedelta(days=count) for count in range(length))
