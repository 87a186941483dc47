"""The table of cases: around National Day 2025 (1 to 8 October free; Sunday 28 September and Saturday 11 October
worked)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.engines.matters.limits import counting
from niangjia.engines.matters.limits.counting import Paused
from niangjia.engines.rules.units import Days
from niangjia.engines.rules.workdays import WorkCalendar

CALENDAR = WorkCalendar({}, frozenset())


def day(text: str) -> date:
    """ "09-26" is of 2025."""
    return date.fromisoformat(text if len(text) > 5 else f"2025-{text}")


@pytest.mark.parametrize(
    ("started", "days", "working", "pauses", "ends"),
    [
        # working days: the swapped Sunday and Saturday count, the holidays do not
        ("09-26", 1, True, [], "09-28"),
        ("09-26", 3, True, [], "09-30"),
        ("09-26", 4, True, [], "10-09"),
        ("09-30", 1, True, [], "10-09"),
        ("09-30", 3, True, [], "10-11"),
        ("09-30", 4, True, [], "10-13"),
        ("10-10", 1, True, [], "10-11"),
        ("10-10", 2, True, [], "10-13"),
        ("10-03", 1, True, [], "10-09"),  # an event on a holiday
        # calendar days: holidays count, and an end on one moves to the day after all of them
        ("09-26", 1, False, [], "09-28"),  # the 27th is a free Saturday, the 28th a worked Sunday
        ("09-26", 2, False, [], "09-28"),
        ("09-26", 5, False, [], "10-09"),  # would end on 1 October
        ("09-26", 12, False, [], "10-09"),  # on 8 October
        ("09-26", 13, False, [], "10-09"),
        ("09-26", 15, False, [], "10-11"),  # a Saturday that is worked: it ends there
        ("09-26", 16, False, [], "10-13"),  # a Sunday that is free
        ("09-26", 60, False, [], "11-25"),
        # pauses: after the day on which they begin, up to and with the one on which they end
        ("09-22", 5, True, [("09-24", "09-26")], "09-30"),
        ("09-22", 5, True, [("09-24", "09-24")], "09-28"),
        ("09-22", 5, True, [], "09-28"),
        ("09-22", 6, True, [("09-28", "10-09")], "10-10"),
        ("09-22", 10, False, [("09-24", "09-29")], "10-09"),  # counted until 7 October
        ("09-22", 20, False, [("09-24", "09-29"), ("10-09", "10-13")], "10-21"),
        ("09-22", 5, True, [("09-24", None)], None),
        ("09-22", 2, True, [("09-24", None)], "09-24"),  # it had run out before
        ("09-26", 1, False, [("09-27", "09-28")], "09-29"),  # its last day of grace is paused
        # nothing to wait for
        ("10-01", 0, True, [], "10-09"),
        ("10-09", 0, False, [], "10-09"),
    ],
)
def test_the_table_of_cases(
    started: str, days: int, working: bool, pauses: list[tuple[str, str | None]], ends: str | None
) -> None:
    spans = [Paused(day(since), day(until) if until else None) for since, until in pauses]
    found = counting.due(CALENDAR, day(started), Days(days, working=working), spans)
    assert (found.day if found else None) == (day(ends) if ends else None)
    assert found is None or found.certain


def test_an_unknown_year_is_answered_and_says_so() -> None:
    found = counting.due(CALENDAR, day("2060-09-29"), Days(5, working=True))
    assert found is not None
    assert (found.day, found.certain) == (day("2060-10-07"), False)  # 1 to 3 October are free
    assert "2060" in found.reason


def test_only_years_that_it_passes_make_it_uncertain() -> None:
    later = counting.due(CALENDAR, day("2025-12-29"), Days(2, working=True))
    assert later is not None
    assert (later.day, later.certain) == (day("2025-12-31"), True)


@pytest.mark.parametrize(
    ("end", "workdays", "from_"),
    [("09-24", 2, "09-22"), ("10-09", 2, "09-29"), ("10-13", 2, "10-10"), ("09-24", 0, "09-24")],
)
def test_a_warning_leaves_so_many_workdays(end: str, workdays: int, from_: str) -> None:
    assert counting.before(CALENDAR, day(end), workdays) == day(from_)


@pytest.mark.parametrize(
    ("end", "workdays", "on"), [("09-30", 1, "10-09"), ("09-26", 1, "09-28"), ("09-26", 4, "10-09")]
)
def test_those_above_hear_on_a_workday(end: str, workdays: int, on: str) -> None:
    assert counting.after(CALENDAR, day(end), workdays) == day(on)


def test_how_much_of_it_is_used() -> None:
    spans = [Paused(day("09-24"), day("09-26"))]
    length = Days(5, working=True)
    days = [day(text) for text in ("09-22", "09-24", "09-26", "09-28", "10-08", "10-09")]
    used = [counting.used(CALENDAR, day("09-22"), length, spans, on=one).count for one in days]
    assert used == [0, 2, 2, 3, 5, 6]


DAYS = st.integers(0, 40)
STARTS = st.dates(date(2025, 1, 1), date(2025, 11, 1))


@given(started=STARTS, count=DAYS, working=st.booleans())
def test_it_ends_on_a_workday_and_never_before_its_days_are_over(started: date, count: int, working: bool) -> None:
    found = counting.due(CALENDAR, started, Days(count, working=working))
    assert found is not None
    assert CALENDAR.day(found.day).is_workday
    assert (found.counted - started).days >= count
    assert counting.used(CALENDAR, started, Days(count, working=working), [], on=found.counted).count == count


@given(started=STARTS, count=DAYS, working=st.booleans(), since=st.integers(0, 30), length=st.integers(0, 20))
def test_a_pause_never_brings_the_end_forward(
    started: date, count: int, working: bool, since: int, length: int
) -> None:
    days = Days(count, working=working)
    first = started + since * counting.DAY
    paused = counting.due(CALENDAR, started, days, [Paused(first, first + length * counting.DAY)])
    plain = counting.due(CALENDAR, started, days)
    assert paused is not None
    assert plain is not None
    assert plain.day <= paused.day
    if first >= plain.day:
        assert plain == paused
