"""The first sign-in with a password that somebody else gave, as people see it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from niangjia.foundation.access.models import Device
from tests.harness.browser import strong_hash
from tests.harness.people import PASSWORD

if TYPE_CHECKING:
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
MINE = "yellow-river-2026"


def test_a_first_password_is_changed_before_anything_else(visitor: Visitor, cast: Cast) -> None:
    account = cast["clerk"]
    account.first_password = True
    account.save(update_fields=["first_password"])
    visitor.sign_in_by_form(cast, "clerk")
    expect(visitor.page.get_by_role("heading", name="新密码")).to_be_visible()
    visitor.look("new-password")
    visitor.page.get_by_label("原密码").fill(PASSWORD)
    visitor.page.get_by_label("新密码", exact=True).fill(MINE)
    visitor.page.get_by_label("再次输入新密码").fill(MINE)
    visitor.page.get_by_role("button", name="修改密码").click()
    expect(visitor.page.get_by_text("密码已修改。")).to_be_visible()


@pytest.mark.parametrize("visitor", ["desk"], indirect=True)
def test_closing_one_of_two_tabs_does_not_end_the_other(visitor: Visitor, cast: Cast) -> None:
    account = cast["member"]
    account.password = strong_hash(PASSWORD)
    account.save(update_fields=["password"])
    visitor.go("/sign-in/password/")
    page = visitor.page
    page.get_by_label("登录名").fill("member")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("这是公用电脑").check()
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page).not_to_have_url(re.compile("/sign-in/"))
    address = page.url
    other = page.context.new_page()
    with other.expect_response("**/presence/"):
        other.goto(address)
    with page.expect_request(lambda request: "opened" in (request.post_data or ""), timeout=15_000):
        other.close(run_before_unload=True)
        page.bring_to_front()
    page.wait_for_timeout(500)
    assert Device.objects.get().left is None
