from __future__ import annotations

from datetime import datetime

import pytest

from niangjia.engines.rules.actions import complete_year
from niangjia.engines.rules.readings import calendar_readings
from niangjia.engines.rules.workdays import LAST_KNOWN
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import SHANGHAI, travelled
from niangjia.foundation.readings import Health


def _reading(year: int, month: int) -> tuple[str, Health]:
    with travelled(to=datetime(year, month, 5, tzinfo=SHANGHAI)):
        (reading,) = calendar_readings()
    return reading.value, reading.health


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("year", "month", "value", "health"),
    [
        (LAST_KNOWN, 11, str(LAST_KNOWN), Health.GOOD),
        (LAST_KNOWN, 12, str(LAST_KNOWN), Health.WARN),
        (LAST_KNOWN - 1, 12, str(LAST_KNOWN), Health.GOOD),
        (LAST_KNOWN + 1, 1, "-", Health.WARN),
    ],
)
def test_it_warns_when_the_next_years_holidays_should_be_known(
    year: int, month: int, value: str, health: Health
) -> None:
    assert _reading(year, month) == (value, health)


@pytest.mark.django_db
def test_a_year_that_the_city_entered_counts() -> None:
    complete_year(PLATFORM, LAST_KNOWN + 1, complete=True, basis="国办通知")
    assert _reading(LAST_KNOWN, 12) == (str(LAST_KNOWN + 1), Health.GOOD)
