from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

from niangjia.engines.rules import Days, add_days, between, day_of, is_workday, work_calendar
from niangjia.engines.rules.actions import complete_year, set_days
from niangjia.engines.rules.workdays import LAST_KNOWN
from niangjia.foundation.access.actor import PLATFORM

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

FRIDAY = date(2026, 11, 20)
UNKNOWN = LAST_KNOWN + 1


def _set(first: date, last: date | None = None, *, is_workday: bool | None) -> None:
    set_days(PLATFORM, first, last or first, is_workday=is_workday, basis="市通知")


@pytest.mark.django_db
def test_what_the_city_enters_holds_at_once() -> None:
    assert is_workday(FRIDAY)
    _set(FRIDAY, is_workday=False)
    assert not is_workday(FRIDAY)


@pytest.mark.django_db
def test_the_latest_entry_of_a_day_counts() -> None:
    _set(FRIDAY, is_workday=False)
    _set(FRIDAY, is_workday=True)
    assert is_workday(FRIDAY)


@pytest.mark.django_db
def test_a_day_can_be_given_back_to_the_state() -> None:
    holiday = date(2026, 10, 1)
    _set(holiday, is_workday=True)
    _set(holiday, is_workday=None)
    assert day_of(holiday).name == day_of(date(2026, 10, 2)).name


@pytest.mark.django_db
def test_limits_go_by_the_citys_days() -> None:
    _set(FRIDAY, is_workday=False)
    assert add_days(date(2026, 11, 19), Days(1, working=True)).day == date(2026, 11, 23)
    assert between(date(2026, 11, 19), date(2026, 11, 23)).days == Days(1, working=True)


@pytest.mark.django_db
def test_a_year_is_certain_once_the_city_says_it_is_complete() -> None:
    day = date(UNKNOWN, 3, 3)
    assert not day_of(day).certain
    complete_year(PLATFORM, UNKNOWN, complete=True, basis="国办通知")
    assert day_of(day).certain
    complete_year(PLATFORM, UNKNOWN, complete=False, basis="漏录")
    assert not day_of(day).certain


@pytest.mark.django_db
def test_a_question_costs_one_small_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    work_calendar()
    with django_assert_num_queries(1):
        add_days(FRIDAY, Days(60, working=True))


@pytest.mark.django_db
def test_nothing_entered_leaves_the_calendar_as_it_is_in_memory() -> None:
    assert work_calendar() is work_calendar()


def test_what_was_rolled_back_is_forgotten(committed: str) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _set(FRIDAY, is_workday=False)
        assert not is_workday(FRIDAY)
        raise ZeroDivisionError
    assert is_workday(FRIDAY)
