from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.engines.rules import Days, NoFigure, value
from niangjia.engines.rules.actions import set_parameter, withdraw_parameter
from niangjia.engines.rules.defaults import Sure, UnknownParameter, known
from niangjia.engines.rules.figures import Level, WrongKind, in_force, judged
from niangjia.engines.rules.models import Setting
from niangjia.foundation.access.actor import PLATFORM

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

KEY = "proposal.reply_cd"
DAY = date(2026, 6, 1)
BASE, DISTRICT, CITY = 7, 3, 1
CHAIN = (BASE, DISTRICT, CITY)


def _set(
    count: int, *, union: int | None = None, since: date = date(2026, 1, 1), until: date | None = None
) -> Setting:
    days = Days(count, working=False)
    return set_parameter(PLATFORM, KEY, days, basis="市工发1号", valid_from=since, valid_to=until, union=union)


def _count(on: date = DAY, unions: tuple[int, ...] = CHAIN) -> int:
    return value(KEY, on=on, unions=unions).days.count


@pytest.mark.django_db
def test_what_the_platform_brings_holds_where_nothing_was_set() -> None:
    figure = value(KEY, on=DAY, unions=CHAIN)
    assert (figure.days, figure.source.level) == (Days(30, working=False), Level.PLATFORM)


@pytest.mark.django_db
def test_the_nearest_unions_own_comes_first() -> None:
    _set(20)
    _set(15, union=CITY)
    _set(10, union=DISTRICT)
    assert _count() == 10
    assert _count(unions=(CITY,)) == 15
    assert _count(unions=()) == 20


@pytest.mark.django_db
def test_another_unions_own_does_not_count() -> None:
    _set(10, union=99)
    assert _count() == 30


@pytest.mark.django_db
def test_an_own_figure_says_whose_it_is_and_on_what_it_rests() -> None:
    setting = _set(10, union=DISTRICT)
    figure = value(KEY, on=DAY, unions=CHAIN)
    assert (figure.basis, figure.sure, figure.source.setting) == ("市工发1号", Sure.SET, setting.pk)
    assert (figure.source.level, figure.source.union) == (Level.UNION, DISTRICT)


@pytest.mark.django_db
def test_the_date_of_the_event_decides() -> None:
    _set(20, since=date(2026, 1, 1))
    _set(10, since=date(2026, 7, 1))
    assert [_count(on=day) for day in (date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1))] == [30, 20, 10]


@pytest.mark.django_db
def test_after_its_end_an_own_figure_gives_way() -> None:
    _set(20, until=date(2026, 3, 31))
    assert _count(on=date(2026, 3, 31)) == 20
    assert _count(on=date(2026, 4, 1)) == 30


@pytest.mark.django_db
def test_a_figure_taken_back_was_never_set() -> None:
    _set(20)
    later = _set(10, since=date(2026, 5, 1))
    withdraw_parameter(PLATFORM, later, reason="录错")
    assert _count() == 20


@pytest.mark.django_db
def test_days_may_be_set_in_the_other_kind() -> None:
    set_parameter(PLATFORM, "cba.reply_cd", Days(10, working=True), basis="浙江省集体合同条例第七条", valid_from=DAY)
    assert value("cba.reply_cd", on=DAY).days == Days(10, working=True)


@pytest.mark.django_db
def test_before_anything_is_known_there_is_no_figure() -> None:
    with pytest.raises(NoFigure):
        value("petition.tell_cd", on=date(2022, 4, 30))


@pytest.mark.django_db
def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(UnknownParameter):
        value("petition.unheard_of", on=DAY)


@pytest.mark.django_db
def test_a_figure_is_not_had_in_another_type() -> None:
    with pytest.raises(WrongKind):
        value("dues.rate", on=DAY).days  # noqa: B018 - the property raises


@pytest.mark.django_db
def test_one_query_answers(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _set(10, union=DISTRICT)
    with django_assert_num_queries(1):
        value(KEY, on=DAY, unions=CHAIN)


def _settings(starts: list[date], lengths: list[int | None], union: int | None) -> list[Setting]:
    """Settings as `set_parameter` lets them be: none with an end reaches the next one's start."""
    made = []
    for number, (start, length) in enumerate(zip(sorted(starts), lengths, strict=False)):
        room = (sorted(starts)[number + 1] - start).days if number + 1 < len(starts) else 10_000
        end = None if length is None else start + timedelta(days=length % room)
        made.append(Setting(key=KEY, value=str(number), unit="cd", union=union, valid_from=start, valid_to=end))
    return made


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
HISTORIES = st.builds(
    _settings,
    st.lists(DAYS, unique=True, max_size=6),
    st.lists(st.none() | st.integers(0, 900), min_size=6, max_size=6),
    st.sampled_from([None, *CHAIN]),
)


@given(HISTORIES, DAYS)
def test_of_a_unions_own_at_most_one_holds_on_a_day(settings: list[Setting], day: date) -> None:
    assert sum(day in period for _setting, period in in_force(settings)) <= 1


@given(st.lists(HISTORIES, max_size=3, unique_by=lambda history: history[0].union if history else 0), DAYS)
def test_every_day_has_exactly_one_figure_and_it_is_the_nearest(histories: list[list[Setting]], day: date) -> None:
    settings = [setting for history in histories for setting in history]
    figure = judged(known(KEY), settings, on=day, unions=CHAIN)
    assert day in figure.period
    holding = {setting.union for history in histories for setting, period in in_force(history) if day in period}
    nearest = next((union for union in (*CHAIN, None) if union in holding), None)
    assert figure.source.union == nearest
    assert (figure.source.level is Level.PLATFORM) == (not holding)
