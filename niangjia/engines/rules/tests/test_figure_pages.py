from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.rules.actions import set_parameter
from niangjia.engines.rules.models import Setting
from niangjia.engines.rules.units import Days
from niangjia.foundation.access.actor import PLATFORM

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from tests.harness.people import Cast

KEY = "cba.reply_cd"
PAGE = f"/desk/rules/figures/{KEY}/"
GOOD = {"value": "10", "unit": "wd", "valid_from": "2026-01-01", "basis": "浙江省集体合同条例第七条"}


def _ten(union: int | None = None) -> Setting:
    days = Days(10, working=True)
    return set_parameter(PLATFORM, KEY, days, basis="市工发1号", valid_from=date(2026, 1, 1), union=union)


def _text(cast: Cast, path: str) -> str:
    return cast.client("system_admin").get(path).content.decode()


def test_the_list_shows_figure_basis_and_how_sure(cast: Cast) -> None:
    text = _text(cast, "/desk/rules/?words=信访")
    assert "60日" in text and "信访工作条例第三十四条" in text and "已核对原文" in text


def test_the_list_shows_the_citys_own(cast: Cast) -> None:
    _ten()
    assert "10个工作日" in _text(cast, f"/desk/rules/?words={KEY}")


def test_the_list_can_be_narrowed(cast: Cast) -> None:
    text = _text(cast, "/desk/rules/?sure=unsure")
    assert "提案答复期限" in text and "信访工作条例" not in text


def test_the_list_costs_no_query_per_line(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = cast.client("system_admin")
    _ten()
    with django_assert_max_num_queries(8):
        client.get("/desk/rules/")


def test_a_page_of_a_figure_shows_what_unions_have_set(cast: Cast) -> None:
    _ten(union=12)
    text = _text(cast, PAGE)
    assert "20日" in text and "10个工作日" in text and "工会编号 12" in text


def test_who_may_not_set_sees_no_form(cast: Cast) -> None:
    assert 'name="valid_from"' not in cast.client("audit_admin").get(PAGE).content.decode()


def test_an_unknown_figure_is_not_found(cast: Cast) -> None:
    assert cast.client("system_admin").get("/desk/rules/figures/no.such/").status_code == 404


def test_a_figure_is_set_by_the_form(cast: Cast) -> None:
    response = cast.client("system_admin").post(f"{PAGE}set/", GOOD)
    assert response.headers["Location"] == PAGE
    assert Setting.objects.get().typed == Days(10, working=True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": "ten"}, "请填写整数"),
        ({"basis": ""}, "依据"),
        ({"valid_to": "2025-01-01"}, "结束日期不能早于开始日期"),
        ({"valid_from": "soon"}, "生效日期"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_set(change: dict[str, str], said: str, cast: Cast) -> None:
    response = cast.client("system_admin").post(f"{PAGE}set/", {**GOOD, **change})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Setting.objects.exists()


def test_days_that_are_taken_are_said(cast: Cast) -> None:
    _ten()
    text = cast.client("system_admin").post(f"{PAGE}set/", GOOD).content.decode()
    assert "起已执行10个工作日" in text


def test_a_figure_is_taken_back_with_a_reason(cast: Cast) -> None:
    setting = _ten()
    client = cast.client("system_admin")
    path = f"/desk/rules/own-figures/{setting.pk}/withdraw/"
    assert client.post(path, {"reason": ""}).status_code == 422
    assert client.post(path, {"reason": "录错文号"}).status_code == 302
    assert "录错文号" in _text(cast, PAGE)
    assert client.get(path).status_code == 404
