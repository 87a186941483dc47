"""What the totals were at the ends of months."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import TotalDay, Union
from niangjia.engines.people.totals.history import KEPT, keep_month, keep_totals, month_end, trend_of
from niangjia.engines.people.totals.reading import totals_under
from niangjia.foundation.clock import SHANGHAI, today, travelled

if TYPE_CHECKING:
    from niangjia.engines.people.persons.tests.samples import Office

DAY = date(2026, 10, 31)


def _kept(day: date, facet: str) -> dict[int, int]:
    return dict(TotalDay.objects.filter(day=day, facet=facet).values_list("union", "count"))


def _fill(desk: Office) -> None:
    for at in ("shaft", "shaft", "workshop", "mine"):
        desk.member(at=at)
    desk.register("张秀英")


def test_every_union_has_the_sum_of_its_subtree(desk: Office) -> None:
    _fill(desk)
    keep_totals(DAY)
    for facet in KEPT:
        assert _kept(DAY, facet) == totals_under(Union.objects.all(), facet)


def test_a_day_is_kept_once(desk: Office) -> None:
    _fill(desk)
    assert keep_totals(DAY) > 0
    before = _kept(DAY, "members")
    desk.member()
    assert keep_totals(DAY) == 0
    assert _kept(DAY, "members") == before


def test_the_month_that_is_over_is_kept_in_any_of_its_nights(desk: Office) -> None:
    _fill(desk)
    with travelled(to=datetime(2027, 3, 3, 0, 9, tzinfo=SHANGHAI)):
        keep_month()
        keep_month()
    assert set(TotalDay.objects.values_list("day", flat=True)) == {date(2027, 2, 28)}


@pytest.mark.parametrize(
    ("day", "back", "end"),
    [
        (date(2026, 11, 20), 1, date(2026, 10, 31)),
        (date(2026, 1, 31), 1, date(2025, 12, 31)),
        (date(2028, 3, 1), 1, date(2028, 2, 29)),
        (date(2026, 11, 20), 24, date(2024, 11, 30)),
    ],
)
def test_months_end_on_their_last_day(day: date, back: int, end: date) -> None:
    assert month_end(day, back) == end


def test_a_trend_ends_today(desk: Office) -> None:
    _fill(desk)
    mine = desk.union("mine")
    last = month_end(today())
    keep_totals(last)
    before = trend_of(mine)
    desk.member()
    trend = trend_of(mine)
    assert trend.days == [last, today()]
    assert trend.counts["members"] == [before.counts["members"][0], before.counts["members"][1] + 1]
    assert trend_of(mine, live={"members": 7}).counts["members"][-1] == 7


def test_before_anything_was_kept_there_is_only_today(desk: Office) -> None:
    assert trend_of(desk.union("mine")).days == [today()]
