"""A courier joins in three screens, the chair approves in three taps, the card opens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from niangjia.engines.matters.models import Matter
from niangjia.engines.notices.channels.pad import PadText
from niangjia.engines.papers import papers_about
from niangjia.engines.people.claiming.tests.samples import number
from niangjia.services.joining.models import InvitationList, Invited
from niangjia.services.joining.said import Said

from .conftest import delegate

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
KNOWN = ("Word", "Excel", "OFD")
ADDRESS = ("http", "joining", "localhost")


def _code() -> str:
    found = re.search(r"[0-9]{6}", PadText.objects.latest("pk").body)
    assert found
    return found[0]


class Counted:
    """What a journey costs on the phone: screens that one stands before, fields typed, taps."""

    def __init__(self, visitor: Visitor) -> None:
        self.page, self.screens, self.typed, self.taps = visitor.page, 0, 0, 0

    def type(self, label: str, text: str, *, exact: bool = False) -> None:
        self.typed += 1
        self.page.get_by_label(label, exact=exact).fill(text)

    def tap(self, role: str, name: str) -> None:
        self.taps += 1
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type]


def _draws(page: Page) -> None:
    """A name with the finger."""
    canvas = page.locator("[data-sign] canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    for at in range(8):
        page.mouse.move(box["x"] + 30 + 25 * at, box["y"] + 30 + 40 * (at % 2))
    page.mouse.up()


def _joins(visitor: Visitor) -> None:
    page, did = visitor.page, Counted(visitor)
    visitor.go("/joining/")
    did.screens += 1
    visitor.look("joining-find")
    did.type("单位、工会、街道、行业或平台", "shmk")
    did.tap("button", "搜索")
    visitor.look("joining-found")
    did.tap("link", "石河煤矿工会委员会")
    did.screens += 1
    visitor.look("joining-apply")
    did.type("姓名", "马小跑", exact=True)
    did.type("身份证号码", number(851))
    did.type("手机号码", "13800138051")
    did.tap("button", "获取验证码")
    did.type("短信验证码", _code())
    did.type("工作单位", "飞快速递石河站")
    did.tap("button", "签名并提交")
    visitor.look("joining-unsigned")
    expect(page.locator("#id_signed_error")).to_be_visible()
    _draws(page)
    visitor.look("joining-signed")
    did.tap("button", "签名并提交")
    expect(page.get_by_role("heading", name="入会申请已提交")).to_be_visible()
    did.screens += 1
    visitor.look("joining-done")
    page.go_back()
    expect(page.get_by_text("的申请正在办理")).to_be_visible()
    visitor.look("joining-already")
    page.go_forward()
    expect(page.get_by_role("heading", name="入会申请已提交")).to_be_visible()
    assert did.screens == 3
    assert did.typed <= 8, did.typed
    page.get_by_role("link", name="查看进度").click()
    visitor.look("joining-mine")


def _approves(visitor: Visitor, cast: Cast) -> None:
    page = visitor.page
    page.context.clear_cookies()
    visitor.sign_in(cast, "chair")
    page.set_viewport_size({"width": 390, "height": 844})
    visitor.go("/joining/desk/")
    did = Counted(visitor)
    visitor.look("joining-desk")
    did.tap("link", "马小跑")
    visitor.look("joining-to-decide", known_names=KNOWN)
    did.tap("radio", "批准入会")
    did.tap("button", "办完这一步")
    visitor.look("joining-decided", known_names=KNOWN)
    assert did.taps == 3
    matter = Matter.objects.get()
    assert matter.phase == "joined"
    form = papers_about(matter).get(kind="joining.application")
    visitor.go(f"/desk/papers/{form.pk}/print/")
    drawn = page.locator("img.sheet-drawn")
    expect(drawn).to_be_visible()
    assert drawn.evaluate("one => one.naturalWidth") > 50, "the drawn name is printed"
    for path, name in ((f"{matter.union_id}/poster/", "poster"), (f"{matter.union_id}/lists/", "new-list")):
        visitor.go(f"/joining/desk/{path}")
        visitor.look(f"joining-{name}", known_names=ADDRESS)


def _other_pages(visitor: Visitor, cast: Cast) -> None:
    """A list as the desk shows it, as who is invited sees it; leaving."""
    union = cast.union("mine")
    row = InvitationList.objects.create(
        union=union, employer="石河煤业有限公司", source="employer", basis="来函", lines=1
    )
    said = Said(name="张一", number=number(861), kind="resident_id", phone="+8613800138061", employer="石河煤业")
    Invited.objects.create(list=row, position=1, said=said.packed())
    visitor.go(f"/joining/desk/lists/{row.pk}/")
    token = re.findall(r"[A-Za-z]{3,}", row.token)
    visitor.look("joining-list", known_names=(*ADDRESS, "lists", *token))
    visitor.page.get_by_role("button", name="制作签名名册").click()
    visitor.page.get_by_role("link", name="名册1").click()
    visitor.look("joining-roll", known_names=KNOWN)
    visitor.go("/joining/desk/months/")
    visitor.look("joining-months")
    visitor.go("/joining/change/")
    visitor.look("joining-change")
    visitor.page.context.clear_cookies()
    visitor.go(f"/joining/lists/{row.token}/")
    visitor.look("joining-invitation")


def test_a_courier_joins_and_the_chair_approves(visitor: Visitor, cast: Cast) -> None:
    delegate(cast)
    page = visitor.page
    _joins(visitor)
    phone = page.context.cookies()
    _approves(visitor, cast)
    _other_pages(visitor, cast)
    page.context.clear_cookies()
    page.context.add_cookies(phone)  # type: ignore[arg-type]
    visitor.go(f"/joining/done/{Matter.objects.get().pk}/")
    visitor.look("joining-joined")
    page.get_by_role("link", name="我的会员卡").click()
    visitor.look("joining-card")
    expect(page.get_by_text("马小跑").first).to_be_visible()
