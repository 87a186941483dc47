"""A visit where there is no network: what was typed stays on the phone until it is handed in, and not longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from niangjia.services.visits.models import Problem, Visit

from .conftest import HEARD, place, planned, problem, reception

if TYPE_CHECKING:
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
KEPT = "Object.keys(localStorage).filter(name => name.startsWith('visits.draft.')).length"


def _records(visitor: Visitor, row: Visit) -> None:
    page = visitor.page
    visitor.go(f"/visits/desk/visits/{row.pk}/")
    page.evaluate(
        "localStorage.setItem('visits.draft.old', JSON.stringify({owner: '0', at: Date.now(), values: {}}))"
    )
    page.get_by_label("走访对象").fill(HEARD["met"])
    page.get_by_label("了解到的情况").fill(HEARD["heard"])
    page.context.set_offline(True)
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("没有网络")).to_be_visible()
    visitor.look("visits-offline")
    page.context.set_offline(False)
    visitor.go("/visits/desk/")
    visitor.go(f"/visits/desk/visits/{row.pk}/")
    expect(page.get_by_label("了解到的情况")).to_have_value(HEARD["heard"])
    expect(page.get_by_text("已恢复之前填写的内容")).to_be_visible()
    assert page.evaluate(KEPT) == 1, "what another account kept is wiped"
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_text("记录已提交")).to_be_visible()
    assert page.evaluate(KEPT) == 0
    visitor.look("visits-recorded")
    page.locator("summary", has_text="更正记录").click()
    visitor.look("visits-correcting")
    page.locator("summary", has_text="登记问题").click()
    page.get_by_label("问题", exact=True).fill("澡堂热水不足")
    page.get_by_label("责任人").fill("后勤科")
    page.get_by_label("时限").fill("2099-01-01")
    page.get_by_role("button", name="列入台账").click()
    expect(page.get_by_role("link", name="澡堂热水不足")).to_be_visible()


def test_a_record_survives_without_network_and_the_phone_keeps_nothing(visitor: Visitor, cast: Cast) -> None:
    row = planned(cast)
    visitor.sign_in(cast, "clerk")
    visitor.go("/visits/desk/")
    visitor.look("visits-desk-empty")
    _records(visitor, row)
    made = Problem.objects.get()
    solved = problem(cast, by="auditor", text="宿舍漏水")
    for path, name in (
        (f"/visits/desk/problems/{made.pk}/", "problem"),
        (f"/visits/desk/{row.union_id}/problems/", "register"),
        (f"/visits/desk/{row.union_id}/new/", "new"),
        ("/visits/desk/", "desk"),
    ):
        visitor.go(path)
        visitor.look(f"visits-{name}")
    assert solved.state == "open"
    day = reception(cast, hours=-1)
    place(cast, day)
    visitor.go(f"/visits/desk/days/{day.pk}/")
    visitor.page.locator("summary", has_text="登记接待情况").click()
    visitor.look("visits-reception")
    reception(cast)
    visitor.page.context.clear_cookies()
    visitor.sign_in(cast, "member")
    visitor.go("/visits/")
    visitor.page.get_by_role("link", name="陈建国").click()
    visitor.look("visits-book")
    visitor.page.get_by_label("想反映什么？").fill("宿舍漏水")
    visitor.page.get_by_role("button", name="预约", exact=True).click()
    expect(visitor.page.get_by_text("1号").first).to_be_visible()
    visitor.look("visits-start")
