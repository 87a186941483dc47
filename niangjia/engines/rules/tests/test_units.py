from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.engines.rules.showing import shown
from niangjia.engines.rules.units import LONGEST, BadValue, Days, MixedDays, Unit, Value, fits, parse, written

VALUES: dict[Unit, st.SearchStrategy[Value]] = {
    **dict.fromkeys((Unit.PEOPLE, Unit.ROUNDS, Unit.MONTHS, Unit.YEARS), st.integers(0, 999_999_999)),
    Unit.YUAN: st.decimals(0, 999_999, places=2),
    Unit.RATE: st.decimals(0, 1, places=6),
    Unit.FACTOR: st.decimals("0.01", 99, places=2),
    Unit.SHARE: st.fractions("1/100", 1, max_denominator=9999),
    Unit.HOUR: st.integers(0, 23),
    Unit.CALENDAR_DAYS: st.builds(Days, st.integers(0, LONGEST), working=st.just(False)),
    Unit.WORKING_DAYS: st.builds(Days, st.integers(0, LONGEST), working=st.just(True)),
}
PAIRS = st.sampled_from(list(Unit)).flatmap(lambda unit: st.tuples(st.just(unit), VALUES[unit]))


@given(PAIRS)
def test_what_is_written_is_read_back(pair: tuple[Unit, Value]) -> None:
    unit, value = pair
    assert parse(written(value), unit) == value
    assert fits(value, unit)


@given(PAIRS, st.sampled_from(list(Unit)))
def test_a_value_fits_no_unit_of_another_type(pair: tuple[Unit, Value], other: Unit) -> None:
    unit, value = pair
    if type(value) is not type(parse("1", other)) or (unit.in_days and unit is not other):
        assert not fits(value, other)


@given(st.text(max_size=12), st.sampled_from(list(Unit)))
def test_whatever_is_typed_is_a_value_that_fits_or_refused(text: str, unit: Unit) -> None:
    try:
        value = parse(text, unit)
    except BadValue:
        return
    assert fits(value, unit)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("１，３００", Unit.YUAN, Decimal(1300)),
        ("0.5%", Unit.RATE, Decimal("0.005")),
        ("20%", Unit.SHARE, Fraction(1, 5)),
        ("2/3", Unit.SHARE, Fraction(2, 3)),
    ],
)
def test_people_may_write_as_they_do(text: str, unit: Unit, value: Value) -> None:
    assert parse(text, unit) == value


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("-1", Unit.PEOPLE),
        ("1.5", Unit.MONTHS),
        ("1.005", Unit.YUAN),
        ("3/2", Unit.SHARE),
        ("1/0", Unit.SHARE),
        ("NaN", Unit.FACTOR),
        ("0", Unit.FACTOR),
        ("99999", Unit.WORKING_DAYS),
        ("24", Unit.HOUR),
    ],
)
def test_nonsense_is_refused(text: str, unit: Unit) -> None:
    with pytest.raises(BadValue):
        parse(text, unit)


def test_days_of_two_kinds_are_never_put_together() -> None:
    with pytest.raises(MixedDays):
        Days(60, working=False) + Days(5, working=True)


def test_an_extension_of_the_same_kind_is_added() -> None:
    assert Days(60, working=False) + Days(30, working=False) == Days(90, working=False)


def test_the_two_kinds_are_not_equal() -> None:
    assert Days(5, working=True) != Days(5, working=False)


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("15", Unit.CALENDAR_DAYS, "15日"),
        ("5", Unit.WORKING_DAYS, "5个工作日"),
        ("1300", Unit.YUAN, "1,300元"),
        ("0.005", Unit.RATE, "0.5%"),
        ("2/3", Unit.SHARE, "2/3"),
        ("0.2", Unit.SHARE, "20%"),
        ("1.50", Unit.FACTOR, "1.5倍"),
        ("200", Unit.PEOPLE, "200人"),
        ("8", Unit.HOUR, "8:00"),
    ],
)
@pytest.mark.usefixtures("in_chinese")
def test_people_read_it_with_its_unit(text: str, unit: Unit, read: str) -> None:
    assert shown(parse(text, unit), unit) == read
