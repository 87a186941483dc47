"""A worker who was not paid: application, session, agreement, payment, on the phone and at the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from niangjia.engines.matters.models import Matter
from niangjia.foundation.clock import now, today
from niangjia.services.mediation.models import Session

from .conftest import KNEW

if TYPE_CHECKING:
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
KNOWN = ("Word", "Excel", "OFD")


def _applies(visitor: Visitor, cast: Cast) -> None:
    page = visitor.page
    visitor.sign_in(cast, "worker")
    visitor.go("/mediation/")
    visitor.look("mediation-start")
    page.get_by_label("拖欠劳动报酬").check()
    page.get_by_label("您的请求").fill("支付拖欠的三个月工资")
    page.get_by_label("从哪天起知道的？").fill(KNEW.isoformat())
    page.get_by_label("哪天离职的？").fill(KNEW.isoformat())
    page.get_by_role("button", name="提交给工会").click()
    expect(page.get_by_text("申请仲裁的期限")).to_be_visible()
    visitor.look("mediation-mine", known_names=KNOWN)
    page.get_by_role("link", name="申请调解员回避").click()
    visitor.look("mediation-recusal")


def _mediates(visitor: Visitor, cast: Cast) -> Matter:
    page, matter = visitor.page, Matter.objects.get()
    page.context.clear_cookies()
    visitor.sign_in(cast, "clerk")
    visitor.go("/mediation/desk/")
    visitor.look("mediation-desk")
    page.get_by_role("link", name="李大山").click()
    page.get_by_role("button", name="向用人单位征询").click()
    page.locator("summary", has_text="登记送达").click()
    page.get_by_label("签收人").fill("人事科 周某")
    visitor.look("mediation-asked", known_names=KNOWN)
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("人事科 周某签收")).to_be_visible()
    page.get_by_role("radio", name="受理", exact=True).first.check()
    page.get_by_label("用人单位同意调解").first.check()
    page.get_by_role("button", name="办完这一步").click()
    page.locator("summary", has_text="安排调解").click()
    page.get_by_label("时间", exact=True).fill((now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M"))
    page.get_by_label("地点", exact=True).fill("工会二楼调解室")
    page.get_by_role("button", name="发出通知").click()
    Session.objects.update(held=now() - timedelta(hours=2))
    page.reload()
    page.locator("summary", has_text="写笔录").click()
    page.locator("summary", has_text="自行回避").click()
    visitor.look("mediation-doing", known_names=KNOWN)
    return matter


def _agrees(visitor: Visitor, matter: Matter) -> None:
    page = visitor.page
    page.get_by_role("radio", name="达成协议", exact=True).first.check()
    page.get_by_label("协议内容").first.fill("分两期支付拖欠的工资")
    page.get_by_label("用人单位付款安排").first.fill(f"{today() + timedelta(days=9)} 9000")
    page.get_by_role("button", name="办完这一步").click()
    page.locator("summary", has_text="登记付款").click()
    visitor.look("mediation-agreed", known_names=KNOWN)
    page.get_by_role("button", name="登记", exact=True).last.click()
    expect(page.get_by_role("button", name="登记有误，撤回")).to_be_visible()
    visitor.look("mediation-paid", known_names=KNOWN)
    matter.refresh_from_db()
    assert matter.phase == "performing"


def test_wages_are_mediated_agreed_on_and_paid(visitor: Visitor, cast: Cast) -> None:
    _ = cast["clerk"]
    _applies(visitor, cast)
    matter = _mediates(visitor, cast)
    _agrees(visitor, matter)
    visitor.go(f"/mediation/desk/{matter.union_id}/new/")
    visitor.look("mediation-new")
    visitor.page.context.clear_cookies()
    visitor.sign_in(cast, "worker")
    visitor.go(f"/matters/{matter.pk}/")
    expect(visitor.page.get_by_text("9,000.00").first).to_be_visible()
    visitor.look("mediation-mine-agreed", known_names=KNOWN)
