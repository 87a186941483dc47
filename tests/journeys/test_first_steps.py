"""A visitor, a member and an administrator take their first steps in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser


def test_a_visitor_meets_no_wall(visitor: Visitor) -> None:
    visitor.go("/")
    expect(visitor.page.get_by_role("link", name="拨打 12351")).to_be_visible()
    visitor.look("home-visitor")


def test_a_member_signs_in_sees_the_own_account_and_leaves(visitor: Visitor, cast: Cast) -> None:
    visitor.go("/sign-in/")
    visitor.look("sign-in")
    visitor.sign_in_by_form(cast, "member")
    expect(visitor.page.get_by_role("heading", name="王小梅")).to_be_visible()
    visitor.go("/me/")
    visitor.look("me", known_names=("member",))
    visitor.page.get_by_role("main").get_by_role("button", name="退出登录").click()
    visitor.look("signed-out")


def test_a_wrong_password_says_so_in_place(visitor: Visitor, cast: Cast) -> None:
    _ = cast["member"]
    visitor.go("/sign-in/password/")
    visitor.page.get_by_label("登录名").fill("member")
    visitor.page.get_by_label("密码").fill("不对的密码")
    visitor.page.get_by_role("button", name="登录").click()
    expect(visitor.page.get_by_text("登录名或密码不对")).to_be_visible()
    visitor.look("sign-in-wrong")


def test_the_system_administrator_sees_how_it_runs(visitor: Visitor, cast: Cast) -> None:
    visitor.sign_in(cast, "system_admin")
    visitor.go("/desk/")
    expect(visitor.page.get_by_role("heading", name="今日")).to_be_visible()
    visitor.look("desk-home")
    visitor.go("/desk/system/")
    expect(visitor.page.get_by_text("数据库连接")).to_be_visible()
    visitor.look("desk-system", known_names=("niangjia", "worker", "app"))


def test_the_first_page_is_light(visitor: Visitor) -> None:
    sizes: list[int] = []
    visitor.page.on("response", lambda answer: sizes.append(answer.request.sizes()["responseBodySize"]))
    visitor.go("/")
    visitor.page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < 150_000
