"""The first sign-in with a password that somebody else gave, as people see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

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
    visitor.sign_in(cast, "clerk")
    expect(visitor.page.get_by_role("heading", name="新密码")).to_be_visible()
    visitor.look("new-password")
    visitor.page.get_by_label("原密码").fill(PASSWORD)
    visitor.page.get_by_label("新密码", exact=True).fill(MINE)
    visitor.page.get_by_label("再次输入新密码").fill(MINE)
    visitor.page.get_by_role("button", name="修改密码").click()
    expect(visitor.page.get_by_text("密码已修改。")).to_be_visible()
