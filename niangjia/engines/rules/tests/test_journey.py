from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.rules.actions import set_days, set_parameter, withdraw_parameter
from niangjia.engines.rules.units import Days
from niangjia.foundation.access.actor import PLATFORM

if TYPE_CHECKING:
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

KEY = "cba.reply_cd"


@pytest.mark.browser
def test_an_administrator_sets_a_figure_and_a_day(visitor: Visitor, cast: Cast) -> None:
    wrong = set_parameter(PLATFORM, KEY, Days(9, working=True), basis="市工发1号", valid_from=date(2026, 1, 1))
    withdraw_parameter(PLATFORM, wrong, reason="录错天数")
    set_days(PLATFORM, date(2026, 6, 8), date(2026, 6, 9), is_workday=False, basis="市通知", name="建市纪念日")
    page = visitor.page
    visitor.sign_in(cast, "system_admin")

    visitor.go("/desk/rules/")
    visitor.look("rules-figures")
    visitor.go("/desk/rules/?area=bargaining")
    page.get_by_role("link", name="收到集体协商要约后书面回应的期限").click()
    page.get_by_label("数值").fill("10")
    page.get_by_label("计算方式").select_option(label="工作日")
    page.get_by_label("依据").fill("浙江省集体合同条例第七条")
    page.get_by_label("生效日期").fill("2026-01-01")
    visitor.look("rules-figure")
    page.get_by_role("button", name="设置").click()
    page.get_by_text("已设为10个工作日。").wait_for()

    visitor.go("/desk/rules/calendar/2026/")
    visitor.look("rules-calendar")
    page.get_by_role("link", name="设置日期").click()
    page.get_by_label("休息").check()
    page.get_by_label("依据").fill("市通知")
    page.get_by_role("button", name="设置").click()
    page.get_by_text("已设置1天。").wait_for()
