from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.engines.rules.counting import due, working_days
from niangjia.engines.rules.models import OwnDay
from niangjia.engines.rules.units import Days
from niangjia.engines.rules.workdays import LAST_KNOWN, WorkCalendar

STATE = WorkCalendar({}, frozenset())
STARTS = st.dates(date(2015, 1, 1), date(LAST_KNOWN + 3, 12, 31))
COUNTS = st.integers(0, 120)
OWN = st.dictionaries(
    st.dates(date(2025, 12, 1), date(2026, 3, 31)),
    st.booleans(),
    max_size=20,
).map(
    lambda days: WorkCalendar({day: OwnDay(day=day, is_workday=worked) for day, worked in days.items()}, frozenset())
)


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        # The start day does not count.
        (date(2026, 11, 2), Days(15, working=False), date(2026, 11, 17)),
        # Ends on Saturday, moves to Monday.
        (date(2026, 11, 6), Days(15, working=False), date(2026, 11, 23)),
        # Ends in the National Day holidays (1 to 7 October), moves to the day after them.
        (date(2026, 9, 18), Days(15, working=False), date(2026, 10, 8)),
        # Ends on Saturday 10 October, which is worked in exchange: it stays.
        (date(2026, 9, 25), Days(15, working=False), date(2026, 10, 10)),
        # Five working days over the holidays: 30 September, 8, 9, 10 and 12 October.
        (date(2026, 9, 29), Days(5, working=True), date(2026, 10, 12)),
        # An event on a holiday: counting begins the next day.
        (date(2026, 10, 3), Days(1, working=True), date(2026, 10, 8)),
        (date(2026, 10, 3), Days(0, working=True), date(2026, 10, 8)),
    ],
)
def test_limits_end_as_the_law_says(start: date, days: Days, last: date) -> None:
    assert due(STATE, start, days).day == last


def test_it_says_that_and_from_where_the_end_was_moved() -> None:
    found = due(STATE, date(2026, 9, 18), Days(15, working=False))
    assert (found.moved, found.counted) == (True, date(2026, 10, 3))


def test_a_limit_that_ends_in_an_unknown_year_says_so() -> None:
    found = due(STATE, date(LAST_KNOWN, 12, 20), Days(30, working=False))
    assert not found.certain
    assert str(LAST_KNOWN + 1) in found.reason


def test_calendar_days_that_only_pass_nothing_unknown_are_certain() -> None:
    assert due(STATE, date(LAST_KNOWN, 11, 20), Days(30, working=False)).certain


@given(STARTS, COUNTS, st.booleans())
def test_no_limit_ends_on_a_day_of_rest(start: date, count: int, working: bool) -> None:
    assert STATE.day(due(STATE, start, Days(count, working=working)).day).is_workday


@given(OWN, st.dates(date(2025, 12, 1), date(2026, 3, 31)), COUNTS, st.booleans())
def test_nor_does_it_where_the_city_has_days_of_its_own(
    calendar: WorkCalendar, start: date, count: int, working: bool
) -> None:
    assert calendar.day(due(calendar, start, Days(count, working=working)).day).is_workday


@given(STARTS, COUNTS, st.booleans())
def test_more_days_never_end_earlier(start: date, count: int, working: bool) -> None:
    fewer, more = (due(STATE, start, Days(each, working=working)).day for each in (count, count + 1))
    assert fewer <= more
    assert fewer < more or not working or not count


@given(STARTS, COUNTS, st.booleans())
def test_a_later_start_never_ends_earlier(start: date, count: int, working: bool) -> None:
    days = Days(count, working=working)
    assert due(STATE, start, days).day <= due(STATE, start + timedelta(days=1), days).day


@given(STARTS, COUNTS)
def test_working_days_never_end_before_as_many_calendar_days(start: date, count: int) -> None:
    assert due(STATE, start, Days(count, working=True)).day >= start + timedelta(days=count)


@given(STARTS, st.integers(1, 120))
def test_between_undoes_adding(start: date, count: int) -> None:
    days = Days(count, working=True)
    assert working_days(STATE, start, due(STATE, start, days).day).days == days


@given(STARTS, st.integers(0, 60), st.integers(0, 60))
def test_stretches_add_up(start: date, first: int, second: int) -> None:
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    whole, before, after = (
        working_days(STATE, *ends).days for ends in ((start, end), (start, middle), (middle, end))
    )
    assert whole == before + after


def test_a_stretch_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        working_days(STATE, date(2026, 1, 2), date(2026, 1, 1))
