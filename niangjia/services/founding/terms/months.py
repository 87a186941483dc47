"""Months on a calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def later(day: date, months: int) -> date:
    """The same day so many months on (or back), the month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
