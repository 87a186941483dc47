"""A miner seals the own name on the phone; the officer above opens it; the unit tells what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from niangjia.services.concerns.models import Confidential

from .samples import appoint, brought, checked, handled, registered

if TYPE_CHECKING:
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
KNOWN = ("Word", "Excel", "OFD")


def _brings(visitor: Visitor, cast: Cast) -> None:
    """With what is like it, a name complained of, and the own one sealed."""
    page = visitor.page
    visitor.sign_in(cast, "member")
    visitor.go("/concerns/new/own/")
    page.get_by_role("radio", name="我要申诉求决").check()
    page.get_by_label("关于什么").select_option("welfare")
    expect(page.get_by_text("您已反映过，正在办理")).to_be_visible()
    page.get_by_label("发生了什么").fill("澡堂晚上没有热水。")
    page.get_by_label("您反映的是谁").fill("某主任")
    page.get_by_label("对我的姓名保密").check()
    visitor.look("concerns-bring-sealed")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("诉求人（姓名保密）")).to_be_visible()
    visitor.look("concerns-sealed")
    page.get_by_label("您的留言").fill("夜班也是。")
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_text("夜班也是。")).to_be_visible()
    visitor.go("/concerns/sealed/")
    visitor.look("concerns-own-sealed")


def _opened_above(visitor: Visitor, cast: Cast) -> None:
    page = visitor.page
    page.context.clear_cookies()
    visitor.sign_in(cast, "upper_officer")
    matter = Confidential.objects.select_related("concern").get().concern.matter_id
    visitor.go(f"/desk/matters/{matter}/")
    page.locator("summary", has_text="查看姓名").click()
    visitor.look("concerns-sealed-desk", known_names=KNOWN)
    page.get_by_label("为什么需要姓名").fill("核对工资明细")
    page.get_by_role("button", name="查看姓名").click()
    expect(page.get_by_text(cast.person("member").name).first).to_be_visible()


def _tells(visitor: Visitor, cast: Cast) -> None:
    page = visitor.page
    page.context.clear_cookies()
    visitor.sign_in(cast, "clerk")
    visitor.go("/concerns/desk/changed/")
    page.get_by_label("针对哪些诉求").select_option(index=0)
    page.get_by_label("您反映").fill("浴室没有热水")
    page.get_by_label("我们改进").fill("更换了循环泵，全天供水。")
    page.get_by_role("button", name="公布", exact=True).click()
    expect(page.get_by_text("更换了循环泵，全天供水。")).to_be_visible()
    visitor.look("concerns-changed-desk")
    matter = Confidential.objects.select_related("concern").get().concern.matter_id
    visitor.go(f"/desk/matters/{matter}/")
    page.locator("summary", has_text="我需要回避").click()
    visitor.look("concerns-named-desk", known_names=KNOWN)


def test_a_sealed_name_and_what_changed(visitor: Visitor, cast: Cast) -> None:
    for key in ("clerk", "chair"):
        _ = cast[key]
    appoint(cast, "upper_officer", "county")
    matter = brought(cast, category="welfare")
    registered(cast, matter, category="welfare")
    handled(cast, matter)
    checked(cast, matter)
    brought(cast, category="welfare")
    cast.client("member").post(f"/concerns/matters/{matter.pk}/consent/", {"given": "yes"})
    _brings(visitor, cast)
    _opened_above(visitor, cast)
    _tells(visitor, cast)
    visitor.page.context.clear_cookies()
    visitor.sign_in(cast, "member")
    visitor.go("/concerns/changed/")
    visitor.look("concerns-changed")
    visitor.go(f"/matters/{matter.pk}/")
    visitor.look("concerns-consent", known_names=KNOWN)
