"""Dates in every habit."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.engines.people.roster.columns.days import EPOCH, Day, day_of

TODAY = date(2026, 11, 20)


def read(raw: Any) -> Any:
    found = day_of(raw, TODAY)
    return (found.day.isoformat(), found.exact) if isinstance(found, Day) else found and found.code


@pytest.mark.parametrize(
    ("raw", "day", "exact"),
    [
        (date(2021, 6, 1), "2021-06-01", 3),
        (datetime(2021, 6, 1, 8, 30), "2021-06-01", 3),  # noqa: DTZ001
        ("2021-06-01", "2021-06-01", 3),
        ("2021/6/1", "2021-06-01", 3),
        ("2021.6.1", "2021-06-01", 3),
        ("2021、6、1", "2021-06-01", 3),
        ("2021年6月1日", "2021-06-01", 3),
        ("2021 年 6 月 1 日", "2021-06-01", 3),
        ("２０２１年６月１日", "2021-06-01", 3),
        ("二〇二一年六月一日", "2021-06-01", 3),
        ("一九九〇年十二月三十一日", "1990-12-31", 3),
        ("一九九〇年十月廿五", "1990-10-25", 3),
        ("2021-06-01 00:00:00", "2021-06-01", 3),
        ("2021-06-01T08:30:00", "2021-06-01", 3),
        ("2021年6月1号", "2021-06-01", 3),
        ("90年3月5日", "1990-03-05", 3),
        ("21-6-1", "2021-06-01", 3),
        ("90.3.5", "1990-03-05", 3),
        ("19900305", "1990-03-05", 3),
        (19900305.0, "1990-03-05", 3),
        ("900305", "1990-03-05", 3),
        (36526, "2000-01-01", 3),
        (36526.75, "2000-01-01", 3),
        ("36526", "2000-01-01", 3),
        ("36526.0", "2000-01-01", 3),
        ("3/25/1990", "1990-03-25", 3),
        ("25/3/1990", "1990-03-25", 3),
        ("5/5/1990", "1990-05-05", 3),
        (1990.3, "1990-03-01", 2),
        (1990.03, "1990-03-01", 2),
        (1990.12, "1990-12-01", 2),
        ("1990.3", "1990-03-01", 2),
        ("1990.1", "1990-01-01", 2),
        ("1990.10", "1990-10-01", 2),
        ("1990.03", "1990-03-01", 2),
        ("199003", "1990-03-01", 2),
        (199003.0, "1990-03-01", 2),
        ("210601", "2021-06-01", 3),  # not a month of 2106
        (210601.0, "2021-06-01", 3),
        ("201013", "2020-10-13", 3),
        ("202712", "2027-12-01", 2),  # nothing else, though it lies ahead
        ("1990年3月", "1990-03-01", 2),
        ("1990-03", "1990-03-01", 2),
        ("90年3月", "1990-03-01", 2),
        ("2015年", "2015-01-01", 1),
        (2015, "2015-01-01", 1),
        ("2015", "2015-01-01", 1),
        ("'2021-06-01", "2021-06-01", 3),
        ("\u200b2021-06-01\u00a0", "2021-06-01", 3),
    ],
)
def test_habits(raw: Any, day: str, exact: int) -> None:
    assert read(raw) == (day, exact)


@pytest.mark.parametrize("raw", ["", None, "  ", "无", "不详", "/", "-"])
def test_nothing(raw: Any) -> None:
    assert read(raw) is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("2021-02-30", "impossible_date"),
        ("2021年13月1日", "impossible_date"),
        (20210230, "impossible_date"),
        ("0001-01-01", "impossible_date"),
        (date(1, 1, 1), "impossible_date"),
        ("3/5/1990", "unclear_date"),
        (1990.1, "unclear_date"),
        ("191201", "unclear_date"),  # January 1912, or the first of December 2019
        ("200305", "unclear_date"),
        (200305.0, "unclear_date"),
        ("209999", "impossible_date"),
        ("去年", "unreadable_date"),
        (12, "unreadable_date"),
        (-3, "unreadable_date"),
        (1e300, "unreadable_date"),
        (True, "unreadable_date"),
        ("123456789012345678901234567890", "unreadable_date"),
        ("十", "unreadable_date"),
        ("两", "unreadable_date"),
    ],
)
def test_what_is_none(raw: Any, code: str) -> None:
    assert read(raw) == code


@pytest.mark.parametrize("raw", ["300501", 300501.0])
def test_two_digits_of_a_year_that_lies_ahead(raw: Any) -> None:
    assert day_of(raw, TODAY, ahead=True) == Day(date(2030, 5, 1), 3)
    assert day_of(raw, TODAY) == Day(date(1930, 5, 1), 3)


DAYS = st.dates(date(1930, 1, 1), TODAY)


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m-%d %H:%M:%S"]))
def test_every_day_in_every_form(day: date, form: str) -> None:
    assert day_of(day.strftime(form), TODAY) == Day(day, 3)


@given(DAYS)
def test_every_serial(day: date) -> None:
    assert day_of(float((day - EPOCH).days), TODAY) == Day(day, 3)
    assert day_of(str((day - EPOCH) // timedelta(days=1)), TODAY) == Day(day, 3)


@given(st.text() | st.floats(allow_nan=False) | st.integers() | st.booleans() | st.dates() | st.datetimes())
def test_nothing_is_too_strange(raw: Any) -> None:
    found = day_of(raw, TODAY)
    assert found is None or isinstance(found, tuple)
