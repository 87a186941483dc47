"""A miner brings a wage claim on the phone, past the own unit; another one hands in without a name at a kiosk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from niangjia.services.concerns.models import Anonymous, Concern

from .samples import appoint

if TYPE_CHECKING:
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
KNOWN = ("Word", "Excel", "OFD")


def _brings(visitor: Visitor, cast: Cast) -> None:
    page = visitor.page
    visitor.go("/concerns/")
    visitor.look("concerns-start")
    visitor.sign_in(cast, "member")
    visitor.go("/concerns/")
    page.get_by_role("link", name="直接交上级工会").click()
    visitor.look("concerns-bring")
    page.get_by_role("button", name="提交").click()
    visitor.look("concerns-lacking")
    page.get_by_role("radio", name="我要申诉求决").check()
    page.get_by_label("关于什么").select_option("wages")
    page.get_by_label("发生了什么").fill("三月至五月的工资没有发。")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("已提交。").first).to_be_visible()
    visitor.look("concerns-mine", known_names=KNOWN)
    page.get_by_role("link", name="诉求登记回执").first.click()
    visitor.look("concerns-receipt", known_names=KNOWN)


def _without_a_name(visitor: Visitor) -> str:
    page = visitor.page
    page.context.clear_cookies()
    visitor.go("/concerns/")
    page.get_by_role("link", name="匿名反映").click()
    visitor.look("concerns-nameless")
    page.context.clear_cookies()  # of the page before
    page.get_by_label("您单位的工会").fill("110101")
    page.get_by_role("radio", name="我要申诉求决").check()
    page.get_by_label("关于什么").select_option("safety")
    page.get_by_label("发生了什么").fill("二号井瓦斯超限仍在生产。")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("请现在抄下来")).to_be_visible()
    assert page.context.cookies() == []
    receipt = page.locator(".nameless-receipt").inner_text()
    letters = tuple(re.findall(r"[A-Za-z]{3,}", receipt))
    visitor.look("concerns-nameless-receipt", known_names=letters)
    page.get_by_role("link", name="已抄下").click()
    page.get_by_label("您的回执").fill(receipt)
    page.get_by_role("button", name="打开").click()
    expect(page.get_by_text("二号井瓦斯超限仍在生产。")).to_be_visible()
    visitor.look("concerns-dialogue")
    page.get_by_label("您的留言").fill("夜班也是。")
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_text("夜班也是。")).to_be_visible()
    return receipt


def _at_the_desk(visitor: Visitor, cast: Cast) -> None:
    page = visitor.page
    visitor.sign_in(cast, "upper_officer")
    visitor.go("/concerns/desk/")
    visitor.look("concerns-desk")
    page.get_by_role("link", name="匿名诉求").click()
    visitor.look("concerns-inbox")
    visitor.go(f"/concerns/desk/anonymous/{Anonymous.objects.get().pk}/")
    visitor.look("concerns-one-without-a-name")
    page.get_by_role("button", name="受理", exact=True).click()
    visitor.look("concerns-matter", known_names=KNOWN)
    for path in ("new", "reviews/new", "alerts", "totals"):
        visitor.go(f"/concerns/desk/{path}/")
        visitor.look(f"concerns-desk-{path.replace('/', '-')}")


def test_two_ways_of_bringing_it(visitor: Visitor, cast: Cast) -> None:
    appoint(cast, "upper_officer", "county")
    _brings(visitor, cast)
    assert Concern.objects.get().matter is not None
    _without_a_name(visitor)
    _at_the_desk(visitor, cast)
