from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.engines.rules.models import OwnDay
from niangjia.engines.rules.workdays import FIRST_KNOWN, LAST_KNOWN, Why, WorkCalendar

STATE = WorkCalendar({}, frozenset())
UNKNOWN = LAST_KNOWN + 1


def _own(day: date, *, is_workday: bool) -> WorkCalendar:
    return WorkCalendar({day: OwnDay(day=day, is_workday=is_workday, name="建市纪念日", basis="市通知")}, frozenset())


@pytest.mark.parametrize(
    ("day", "is_workday", "why"),
    [
        (date(2026, 11, 20), True, Why.WEEK),
        (date(2026, 11, 21), False, Why.WEEK),
        (date(2026, 10, 1), False, Why.STATE),
        (date(2026, 2, 20), False, Why.STATE),  # a Friday free in exchange
        (date(2026, 10, 10), True, Why.STATE),  # a Saturday that is worked for it
    ],
)
def test_the_state_arranges_holidays_and_exchanges(day: date, is_workday: bool, why: Why) -> None:
    found = STATE.day(day)
    assert (found.is_workday, found.why, found.certain) == (is_workday, why, True)


def test_the_city_goes_before_the_state() -> None:
    day = date(2026, 10, 1)
    found = _own(day, is_workday=True).day(day)
    assert (found.is_workday, found.why, found.name) == (True, Why.CITY, "建市纪念日")


def test_the_citys_days_leave_others_alone() -> None:
    calendar = _own(date(2026, 11, 20), is_workday=False)
    assert calendar.day(date(2026, 11, 23)).is_workday


@pytest.mark.parametrize(("month", "day", "is_workday"), [(3, 3, True), (3, 6, False), (1, 1, False), (10, 1, False)])
def test_a_year_nobody_knows_falls_back_to_the_week_and_fixed_holidays(
    month: int, day: int, is_workday: bool
) -> None:
    found = STATE.day(date(2027, month, day))
    assert (found.is_workday, found.certain) == (is_workday, False)


@pytest.mark.usefixtures("in_chinese")
def test_the_reason_names_the_year() -> None:
    assert str(UNKNOWN) in STATE.day(date(UNKNOWN, 3, 3)).reason


def test_a_certain_day_has_no_reason() -> None:
    assert STATE.day(date(2026, 3, 3)).reason == ""


def test_a_year_that_the_city_entered_is_certain() -> None:
    calendar = WorkCalendar({}, frozenset({UNKNOWN}))
    assert calendar.knows(UNKNOWN)
    assert calendar.day(date(UNKNOWN, 3, 3)).certain


def test_an_entered_day_of_an_unknown_year_is_certain_by_itself() -> None:
    day = date(UNKNOWN, 2, 5)
    assert _own(day, is_workday=False).day(day).certain


@given(st.dates(date(FIRST_KNOWN - 5, 1, 1), date(LAST_KNOWN + 20, 12, 31)))
def test_there_is_an_answer_for_every_day(day: date) -> None:
    found = STATE.day(day)
    assert found.day == day
    assert found.certain == (FIRST_KNOWN <= day.year <= LAST_KNOWN)


def test_a_years_days_are_all_there_in_order() -> None:
    days = [found.day for found in STATE.year(2024)]
    assert days == [date(2024, 1, 1) + timedelta(days=step) for step in range(366)]
