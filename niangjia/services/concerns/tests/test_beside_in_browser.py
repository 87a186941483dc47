"""On the phone: a clerk handles a concern with another union, a leader, a letter, an urgent report."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from niangjia.engines.papers.returns.actions import begin_return
from niangjia.foundation.clock import today
from niangjia.services.concerns.models import Letter, Part

from .samples import appoint, brought, registered

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
KNOWN = ("Word", "Excel", "OFD")


def _open(page: Page, summary: str) -> Locator:
    """The form behind a line that unfolds."""
    box = page.locator("details", has=page.locator("summary", has_text=summary)).last
    box.locator("summary").click()
    return box


def _on_its_page(visitor: Visitor, matter_id: int) -> None:
    page, soon = visitor.page, (today() + timedelta(days=3)).isoformat()
    visitor.go(f"/desk/matters/{matter_id}/")
    box = _open(page, "请其他工会协办")
    box.get_by_label("或其他工会").fill("110102")
    box.get_by_label("请对方做什么").fill("请核实借调职工的考勤。")
    box.get_by_label("时限").fill(soon)
    box.get_by_role("button", name="请求协办").click()
    expect(page.get_by_text("已请石河一中工会委员会协办。")).to_be_visible()
    box = _open(page, "指定包案领导")
    box.get_by_label("办结期限").fill(soon)
    box.get_by_role("button", name="指定").click()
    box = _open(page, "关联编号")
    box.get_by_label("那里的编号").fill("2026-7788")
    box.get_by_role("button", name="关联").click()
    box = _open(page, "作为重大紧急事项报告")
    box.get_by_label("发生了什么").fill("二号井停工。")
    box.get_by_label("已采取的措施").fill("已到场。")
    box.get_by_role("button", name="发出报告").click()
    expect(page.get_by_text("报告已编号")).to_be_visible()
    visitor.look("concerns-beside", known_names=KNOWN)


def _letter(visitor: Visitor, matter_id: int) -> None:
    page = visitor.page
    visitor.go(f"/desk/matters/{matter_id}/")
    _open(page, "发函").get_by_role("link", name="意见书").click()
    visitor.look("concerns-letter-new")
    page.get_by_label("发给谁").fill("顺达劳务公司")
    page.get_by_role("button", name="发出函件").click()
    expect(page.get_by_text("函件已编号")).to_be_visible()
    _open(page, "展开填写")
    visitor.look("concerns-letter")
    visitor.go("/concerns/desk/letters/")
    expect(page.get_by_text(Letter.objects.get().number)).to_be_visible()
    visitor.look("concerns-letters")


def _lists(visitor: Visitor, cast: Cast) -> None:
    for path in ("", "held/?view=all", "urgent/", "parts/"):
        visitor.go(f"/concerns/desk/{path}")
        visitor.look(f"concerns-desk-{path.partition('/')[0] or 'start'}")
    visitor.sign_in(cast, "other_clerk")
    visitor.go(f"/concerns/desk/parts/{Part.objects.get().pk}/")
    visitor.look("concerns-part")


def _above_and_the_month(visitor: Visitor, cast: Cast) -> None:
    page, last = visitor.page, today().replace(day=1) - timedelta(days=1)
    visitor.sign_in(cast, "upper_officer")
    visitor.go("/concerns/desk/alerts/")
    visitor.look("concerns-alerts")
    page.get_by_role("link", name="作为重大紧急事项报告").click()
    visitor.look("concerns-urgent-wide")
    found = begin_return(cast.actor("clerk"), "concerns_month", cast.union("mine"), last)
    visitor.go(f"/desk/papers/returns/{found.pk}/")
    visitor.look("concerns-return", known_names=KNOWN)


def test_what_goes_on_beside_the_steps(visitor: Visitor, cast: Cast) -> None:
    for key in ("clerk", "chair", "other_clerk"):
        _ = cast[key]
    appoint(cast, "upper_officer", "county")
    matter = brought(cast, danger="on")
    registered(cast, matter)
    visitor.sign_in(cast, "clerk")
    _on_its_page(visitor, matter.pk)
    _letter(visitor, matter.pk)
    _lists(visitor, cast)
    _above_and_the_month(visitor, cast)
