"""Whether the work calendar reaches far enough ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from niangjia.foundation.clock import today
from niangjia.foundation.readings import Health, Reading, source_of_readings

from .city import work_calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

# The State Council arranges the next year's holidays in November; before that nobody can know them.
MONTH_OF_NOTICE = 12


@source_of_readings
def calendar_readings() -> Iterator[Reading]:
    """Up to which year holidays are known; a warning once the next year's should be."""
    day, calendar = today(), work_calendar()
    last = day.year
    while calendar.knows(last + 1):
        last += 1
    missing = not calendar.knows(day.year) or (last == day.year and day.month >= MONTH_OF_NOTICE)
    yield Reading(
        "rules.calendar",
        _("holidays known until"),
        str(last if calendar.knows(day.year) else "-"),
        Health.WARN if missing else Health.GOOD,
        _("Install a newer release, or enter the days of the next year at the desk.") if missing else "",
    )
