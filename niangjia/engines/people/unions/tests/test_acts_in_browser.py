from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Union
from niangjia.engines.people.unions.actions import rename_union
from niangjia.engines.people.unions.models import State
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.clock import today

from .with_past import at, begun

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

LONG = "云州市石河煤业集团有限责任公司矿山机械制造与煤炭开采洗选加工分公司新形态联合基层工会委员会第二届筹备工作组"


def _go_on(page: Page) -> None:
    page.get_by_role("button", name="下一步").click()


@pytest.mark.browser
def test_an_officer_founds_moves_and_dissolves(visitor: Visitor, cast: Cast) -> None:
    begun(cast)
    page = visitor.page
    visitor.sign_in(cast, "upper_officer")
    visitor.go(f"/desk/people/unions/{cast.union('county').pk}/")
    page.get_by_role("link", name="新增下级工会").click()
    page.get_by_label("工会名称").fill(LONG)
    visitor.look("act-found")
    _go_on(page)
    visitor.look("act-found-shown")
    page.get_by_role("button", name="确定新增").click()
    page.get_by_text("已登记").first.wait_for()
    visitor.look("act-found-done")

    page.get_by_role("link", name="改隶到其他工会").click()
    page.locator("main input[name=q]").fill("云州市")
    page.get_by_role("button", name="查找").click()
    visitor.look("act-move-choose")
    page.get_by_role("link", name="云州市总工会").last.click()
    _go_on(page)
    visitor.look("act-move-shown")
    page.get_by_role("button", name="确定改隶").click()
    page.get_by_role("link", name="撤销工会").click()
    _go_on(page)
    page.get_by_role("button", name="确定撤销").click()
    page.get_by_text("历史资料仍可在此查阅").wait_for()
    visitor.look("act-dissolved")
    assert Union.objects.get(name=LONG).state == State.DISSOLVED


@pytest.mark.browser
def test_a_chair_splits_and_looks_back(visitor: Visitor, cast: Cast) -> None:
    begun(cast)
    rename_union(PLATFORM, cast.union("shaft"), name="采煤分会", day=date(2026, 3, 1))
    page = visitor.page
    visitor.sign_in(cast, "chair")
    visitor.go(at(cast, "shaft", "split"))
    page.get_by_label("工会名称").fill("采煤二队分会")
    page.get_by_label("王小梅").check()
    visitor.look("act-split")
    _go_on(page)
    visitor.look("act-split-shown")
    visitor.go("/desk/people/tree/")
    page.get_by_label("查看某日的组织架构").fill("2026-02-28")
    page.get_by_role("button", name="查看").click()
    page.get_by_text("现名：采煤分会").wait_for()
    visitor.look("tree-past")


@pytest.mark.browser
def test_a_chair_names_a_deputy_and_hands_over(visitor: Visitor, cast: Cast) -> None:
    _ = cast.post("clerk")
    page = visitor.page
    visitor.sign_in(cast, "chair")
    visitor.go(f"/desk/people/unions/{cast.union('mine').pk}/")
    page.get_by_role("link", name="工会干事", exact=True).click()
    page.get_by_role("link", name="指定代理人").click()
    page.locator("main input[name=q]").fill("王小梅")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="王小梅").click()
    page.get_by_label("截止日期").fill(str(today() + timedelta(days=9)))
    _go_on(page)
    visitor.look("deputy-shown")
    page.get_by_role("button", name="确定代理人").click()
    visitor.look("post")
    page.get_by_role("link", name="交接清单").click()
    visitor.look("handover")
    visitor.go("/desk/people/due/?within=180")
    visitor.look("due")
    visitor.go("/desk/people/employers/")
    visitor.look("employers")
