"""The desk's first page, its calendar and a small union's buttons, looked at."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser


def test_the_clerk_of_a_small_union(visitor: Visitor, cast: Cast) -> None:
    _ = cast["clerk"]
    mine = cast.union("mine")
    mine.election_due = today() - timedelta(days=3)
    mine.save(update_fields=["election_due"])
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/")
    page = visitor.page
    expect(page.get_by_role("heading", name="今日")).to_be_visible()
    expect(page.get_by_text("有1项已逾期")).to_be_visible()
    visitor.look("desk-small", known_names=("clerk",))
    page.get_by_role("link", name="工作日历").last.click()
    visitor.look("desk-calendar", known_names=("clerk",))
    page.get_by_role("link", name="下个月").click()
    visitor.look("desk-calendar-empty", known_names=("clerk",))
    visitor.go("/desk/everything/")
    visitor.look("desk-everything", known_names=("clerk",))
    visitor.go("/desk/")
    page.get_by_role("main").get_by_role("link", name="会员", exact=True).click()
    expect(page).to_have_url(f"{visitor.address}/desk/people/")
