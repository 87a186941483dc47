"""What the desk's page of a year's calendar shows: months of weeks of days, and the special days in runs."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from niangjia.foundation.web.pieces import Item, State, Tone

from .workdays import CalendarDay, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


WEEKDAYS = [
    pgettext_lazy("day of the week, short", "Mo"),
    pgettext_lazy("day of the week, short", "Tu"),
    pgettext_lazy("day of the week, short", "We"),
    pgettext_lazy("day of the week, short", "Th"),
    pgettext_lazy("day of the week, short", "Fr"),
    pgettext_lazy("day of the week, short", "Sa"),
    pgettext_lazy("day of the week, short", "Su"),
]


@dataclass(frozen=True)
class Place:
    """A day in its month. `kind` is free, worked, weekend or plain; `own` says that the city set it."""

    day: CalendarDay
    kind: str
    own: bool


@dataclass(frozen=True)
class Month:
    """A month as weeks of seven places, Monday first; outside the month they are None."""

    first: date
    weeks: list[list[Place | None]]


def months(days: list[CalendarDay]) -> list[Month]:
    """The twelve months of a year given as its days."""
    year = days[0].day.year
    places = {day.day: Place(day, _kind(day), day.why is Why.CITY) for day in days}
    return [
        Month(
            date(year, month, 1),
            [
                [places[date(year, month, number)] if number else None for number in week]
                for week in calendar.monthcalendar(year, month)
            ],
        )
        for month in range(1, 13)
    ]


def _kind(day: CalendarDay) -> str:
    if day.is_workday:
        return "worked" if day.special else "plain"
    return "free" if day.special else "weekend"


def runs(days: Iterable[CalendarDay]) -> list[Item]:
    """The special days of a year, those that belong together on one line."""
    return [_item(run) for run in _runs(day for day in days if day.special)]


def _runs(days: Iterable[CalendarDay]) -> Iterator[list[CalendarDay]]:
    run: list[CalendarDay] = []
    for day in days:
        if run and not _goes_on(run[-1], day):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _goes_on(before: CalendarDay, day: CalendarDay) -> bool:
    same = (before.is_workday, before.why, before.name, before.basis) == (
        day.is_workday,
        day.why,
        day.name,
        day.basis,
    )
    return same and day.day - before.day == timedelta(days=1)


def _item(run: list[CalendarDay]) -> Item:
    first, last = run[0], run[-1]
    days = date_format(first.day)
    if len(run) > 1:
        days = _("%(first)s to %(last)s") % {"first": days, "last": date_format(last.day)}
    return Item(
        title=f"{days} {first.name}".strip(),
        text=first.basis,
        side=_("the city's own") if first.why is Why.CITY else "",
        state=State(pgettext("day of a calendar", "worked"), Tone.WAIT)
        if first.is_workday
        else State(pgettext("day of a calendar", "free"), Tone.GOOD),
    )
