"""The city's work calendar as it stands, kept in memory until somebody enters a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import connection

from . import counting
from .workdays import WorkCalendar

if TYPE_CHECKING:
    from .counting import Due, Span
    from .units import Days
    from .workdays import CalendarDay

# The last row of each table tells whether anything was entered: rows are only added, one after another (see
# `actions`). The time stands beside the id because tests begin to count anew.
STAMP = """
    SELECT (SELECT (id, entered)::text FROM rules_ownday ORDER BY id DESC LIMIT 1),
           (SELECT (id, entered)::text FROM rules_ownyear ORDER BY id DESC LIMIT 1)
"""
Stamp = tuple[str | None, str | None]
_kept: tuple[Stamp, WorkCalendar] | None = None


def work_calendar() -> WorkCalendar:
    """The calendar at this moment, for many questions at once; costs one small query."""
    global _kept  # noqa: PLW0603 - one per process; whoever comes second does the work twice, no harm
    stamp = _stamp()
    if _kept is None or _kept[0] != stamp:
        _kept = stamp, _loaded()
    return _kept[1]


def day_of(day: date) -> CalendarDay:
    """What is known of a day: whether it is a workday, its name, and whether that is certain."""
    return work_calendar().day(day)


def is_workday(day: date) -> bool:
    """Whether people work on that day; `day_of` says also whether that is certain."""
    return day_of(day).is_workday


def add_days(start: date, days: Days) -> Due:
    """The last day of a limit that an event on `start` sets off.

    The start day does not count; a limit in calendar days that ends on a day of rest ends on the next workday.
    """
    return counting.due(work_calendar(), start, days)


def between(start: date, end: date) -> Span:
    """The working days after `start` up to and with `end`. Raises ValueError if it ends before it starts."""
    return counting.working_days(work_calendar(), start, end)


def _stamp() -> Stamp:
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        days, years = cursor.fetchone()
    return days, years


def _loaded() -> WorkCalendar:
    from .models import OwnDay, OwnYear

    days = {row.day: row for row in OwnDay.objects.order_by("id")}
    years = {row.year: row.complete for row in OwnYear.objects.order_by("id")}
    own = {day: row for day, row in days.items() if row.is_workday is not None}
    return WorkCalendar(own, frozenset(year for year, complete in years.items() if complete))
