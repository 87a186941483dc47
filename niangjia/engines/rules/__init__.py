"""Figures of law and policy with basis and dates, and the work calendar.

`value("petition.tell_cd", on=day).days` is a limit, `add_days(day, limit)` the day on which it ends.
"""

from .city import add_days, between, day_of, is_workday, work_calendar
from .figures import Figure, NoFigure, value
from .units import Days, Unit

__all__ = [
    "Days",
    "Figure",
    "NoFigure",
    "Unit",
    "add_days",
    "between",
    "day_of",
    "is_workday",
    "value",
    "work_calendar",
]
