from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from niangjia.engines.journal.models import Entry
from niangjia.engines.rules.actions import complete_year, set_days, set_parameter, withdraw_parameter
from niangjia.engines.rules.models import OwnDay, Setting, Withdrawal
from niangjia.engines.rules.refusals import AlreadyWithdrawn, Overlapping, Unfit
from niangjia.engines.rules.units import Days
from niangjia.foundation.access.actor import PLATFORM, Actor, Grant, Kind, Refused, actor_of
from niangjia.foundation.access.reach import Reach

if TYPE_CHECKING:
    from niangjia.engines.rules.units import Value
    from tests.harness.people import Cast

KEY = "proposal.reply_cd"
JANUARY, JUNE, JULY, DECEMBER = (date(2026, month, 1) for month in (1, 6, 7, 12))


def _set(since: date, until: date | None = None, *, value: Value | None = None, union: int | None = None) -> Setting:
    days = value or Days(20, working=False)
    return set_parameter(PLATFORM, KEY, days, basis="市工发1号", valid_from=since, valid_to=until, union=union)


@pytest.mark.parametrize("key", ["clerk", "chair", "security_admin", "audit_admin"])
def test_without_the_permission_nothing_is_set(key: str, cast: Cast) -> None:
    actor = actor_of(cast[key])
    with pytest.raises(Refused):
        set_parameter(actor, KEY, Days(20, working=False), basis="市工发1号", valid_from=JANUARY)
    with pytest.raises(Refused):
        set_days(actor, JANUARY, JANUARY, is_workday=False, basis="市通知")


def _of_union(*places: tuple[int, int]) -> Actor:
    return Actor(Kind.ACCOUNT, grants=(Grant(frozenset({"rules:set_own"}), Reach.of(places)),))


@pytest.mark.django_db
def test_a_post_sets_figures_where_it_reaches_only() -> None:
    actor, days = _of_union((10, 20)), Days(20, working=False)
    setting = set_parameter(actor, KEY, days, basis="市工发1号", valid_from=JANUARY, union=5, place=12)
    withdraw_parameter(actor, setting, reason="录错", place=12)
    for union, place in ((6, 25), (6, None), (None, 12), (None, None)):
        with pytest.raises(Refused):
            set_parameter(actor, KEY, days, basis="市工发1号", valid_from=JANUARY, union=union, place=place)


@pytest.mark.django_db
def test_a_post_takes_back_no_figure_of_the_city() -> None:
    with pytest.raises(Refused):
        withdraw_parameter(_of_union((10, 20)), _set(JANUARY), reason="录错", place=12)


def test_who_set_it_is_kept_and_journalled(cast: Cast) -> None:
    account = cast["system_admin"]
    setting = set_parameter(
        actor_of(account), KEY, Days(20, working=False), basis="市工发1号", valid_from=JANUARY, union=5
    )
    entry = Entry.objects.get(code="rules.parameter.set")
    assert setting.account == account
    assert (entry.subject_id, entry.union_id, entry.account_id) == (str(setting.pk), 5, account.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("since", "until"),
    [(JANUARY, None), (JANUARY, JUNE), (JANUARY, DECEMBER), (JUNE, None), (JUNE, JULY), (JULY, JULY)],
)
def test_days_on_which_another_figure_with_an_end_holds_are_refused(since: date, until: date | None) -> None:
    _set(JUNE, JULY)
    with pytest.raises(Overlapping):
        _set(since, until)


@pytest.mark.django_db
def test_an_earlier_start_must_end_before_a_later_figure_begins() -> None:
    _set(JUNE)
    with pytest.raises(Overlapping):
        _set(JANUARY)
    _set(JANUARY, date(2026, 5, 31))


@pytest.mark.django_db
def test_a_later_figure_ends_one_without_end() -> None:
    _set(JANUARY)
    _set(JUNE)
    assert Setting.objects.count() == 2


@pytest.mark.django_db
def test_a_gap_between_two_figures_can_be_filled() -> None:
    _set(JANUARY, date(2026, 5, 31))
    _set(DECEMBER)
    _set(JUNE, date(2026, 11, 30))
    assert Setting.objects.count() == 3


@pytest.mark.django_db
def test_unions_do_not_stand_in_each_others_way() -> None:
    _set(JANUARY)
    _set(JANUARY, union=5)
    _set(JANUARY, union=6)
    assert Setting.objects.count() == 3


@pytest.mark.django_db
def test_a_figure_taken_back_leaves_room() -> None:
    withdraw_parameter(PLATFORM, _set(JANUARY), reason="录错")
    _set(JANUARY)
    assert Setting.objects.live().count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("value", [20, Days(20, working=True)])
def test_days_must_be_days_of_some_kind(value: Value) -> None:
    if isinstance(value, Days):
        assert _set(JANUARY, value=value).unit == "wd"
    else:
        with pytest.raises(Unfit):
            _set(JANUARY, value=value)


@pytest.mark.django_db
def test_a_basis_is_needed() -> None:
    with pytest.raises(Unfit):
        set_parameter(PLATFORM, KEY, Days(20, working=False), basis="  ", valid_from=JANUARY)


@pytest.mark.django_db
def test_a_figure_does_not_end_before_it_begins() -> None:
    with pytest.raises(Unfit):
        _set(JUNE, JANUARY)


@pytest.mark.django_db
def test_a_figure_is_taken_back_once_and_with_a_reason() -> None:
    setting = _set(JANUARY)
    with pytest.raises(Unfit):
        withdraw_parameter(PLATFORM, setting, reason="")
    withdraw_parameter(PLATFORM, setting, reason="录错")
    with pytest.raises(AlreadyWithdrawn):
        withdraw_parameter(PLATFORM, setting, reason="录错")
    assert Entry.objects.filter(code="rules.parameter.withdrawn").count() == 1


@pytest.mark.django_db
def test_a_run_of_days_is_entered_and_journalled_day_by_day() -> None:
    set_days(PLATFORM, date(2027, 2, 5), date(2027, 2, 11), is_workday=False, basis="国办通知", name="春节")
    assert OwnDay.objects.count() == Entry.objects.filter(code="rules.calendar.day_set").count() == 7


@pytest.mark.django_db
@pytest.mark.parametrize("last", [date(2027, 2, 4), date(2027, 3, 31)])
def test_a_run_is_neither_backward_nor_endless(last: date) -> None:
    with pytest.raises(Unfit):
        set_days(PLATFORM, date(2027, 2, 5), last, is_workday=False, basis="国办通知")


@pytest.mark.django_db
def test_completing_a_year_is_journalled() -> None:
    complete_year(PLATFORM, 2027, complete=True, basis="国办通知")
    assert Entry.objects.filter(code="rules.calendar.year_completed").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Setting, Withdrawal, OwnDay])
def test_the_apps_role_changes_no_row(model: type[Setting | Withdrawal | OwnDay]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_or(has_table_privilege(current_user, %s, each)) FROM unnest(ARRAY['UPDATE','DELETE']) each",
            [model._meta.db_table],
        )
        assert cursor.fetchone() == (False,)


def _try_to_set(_: int) -> bool:
    try:
        _set(JANUARY)
    except Overlapping:
        return False
    else:
        return True
    finally:
        connection.close()


def test_of_many_who_set_the_same_at_once_one_succeeds(committed: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(_try_to_set, range(12))) == 1
