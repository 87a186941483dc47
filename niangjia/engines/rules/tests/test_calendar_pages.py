from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.rules import day_of, is_workday
from niangjia.engines.rules.models import OwnDay
from niangjia.engines.rules.workdays import LAST_KNOWN
from niangjia.foundation.clock import SHANGHAI, travelled

if TYPE_CHECKING:
    from tests.harness.people import Cast

UNKNOWN = LAST_KNOWN + 1
GOOD = {"first": "2026-11-20", "last": "", "kind": "free", "name": "建市纪念日", "basis": "市通知"}


def _text(cast: Cast, path: str, key: str = "audit_admin") -> str:
    return cast.client(key).get(path).content.decode()


def test_the_page_shows_the_present_year(cast: Cast) -> None:
    with travelled(to=datetime(2026, 5, 1, tzinfo=SHANGHAI)):
        text = _text(cast, "/desk/rules/calendar/")
    assert "2026年放假与调休" in text and 'aria-current="date"' in text


def test_special_days_stand_in_runs(cast: Cast) -> None:
    text = _text(cast, "/desk/rules/calendar/2026/")
    assert "2026年2月15日至2026年2月23日 春节" in text


def test_an_unknown_year_says_so(cast: Cast) -> None:
    assert "尚未录入" in _text(cast, f"/desk/rules/calendar/{UNKNOWN}/")
    assert "尚未录入" not in _text(cast, f"/desk/rules/calendar/{LAST_KNOWN}/")


@pytest.mark.parametrize("year", [1999, 2101])
def test_years_far_away_are_not_found(year: int, cast: Cast) -> None:
    client, path = cast.client("system_admin"), f"/desk/rules/calendar/{year}/"
    assert client.get(path).status_code == 404
    assert client.post(f"{path}complete/", {"basis": "国办通知"}).status_code == 404


def test_the_days_of_a_year_lead_to_the_form_for_who_may_set_them(cast: Cast) -> None:
    link = "/desk/rules/calendar/days/?day=2026-11-20"
    assert link in _text(cast, "/desk/rules/calendar/2026/", "system_admin")
    assert link not in _text(cast, "/desk/rules/calendar/2026/")


@pytest.mark.parametrize("day", ["2026-11-20", "soon", "2026-02-31"])
def test_the_form_opens_with_whatever_day(day: str, cast: Cast) -> None:
    assert cast.client("system_admin").get(f"/desk/rules/calendar/days/?day={day}").status_code == 200


def test_a_day_is_set_by_the_form(cast: Cast) -> None:
    response = cast.client("system_admin").post("/desk/rules/calendar/days/", GOOD)
    assert response.headers["Location"] == "/desk/rules/calendar/2026/"
    assert not is_workday(date(2026, 11, 20))
    assert "建市纪念日" in _text(cast, "/desk/rules/calendar/2026/")


def test_a_run_of_days_is_set_by_the_form(cast: Cast) -> None:
    cast.client("system_admin").post("/desk/rules/calendar/days/", {**GOOD, "last": "2026-11-24"})
    assert OwnDay.objects.count() == 5


@pytest.mark.parametrize(
    "change", [{"last": "2026-11-01"}, {"basis": ""}, {"kind": "maybe"}, {"first": ""}, {"first": "9999-12-31"}]
)
def test_what_is_wrong_sets_nothing(change: dict[str, str], cast: Cast) -> None:
    response = cast.client("system_admin").post("/desk/rules/calendar/days/", {**GOOD, **change})
    assert response.status_code == 422
    assert not OwnDay.objects.exists()


def test_a_year_is_said_to_be_complete_and_that_is_taken_back(cast: Cast) -> None:
    client, path = cast.client("system_admin"), f"/desk/rules/calendar/{UNKNOWN}/complete/"
    client.post(path, {"basis": "国办通知"})
    assert day_of(date(UNKNOWN, 3, 3)).certain
    client.post(path, {"basis": "漏录", "incomplete": "1"})
    assert not day_of(date(UNKNOWN, 3, 3)).certain


def test_a_year_is_not_complete_without_a_basis(cast: Cast) -> None:
    response = cast.client("system_admin").post(f"/desk/rules/calendar/{UNKNOWN}/complete/", {"basis": ""})
    assert response.status_code == 422
    assert not day_of(date(UNKNOWN, 3, 3)).certain
