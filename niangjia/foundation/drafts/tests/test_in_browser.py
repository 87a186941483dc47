"""What is typed reaches the server by itself, and nothing of it stays on the computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from niangjia.foundation.access.actor import actor_of
from niangjia.foundation.drafts.keeping import draft_of

if TYPE_CHECKING:
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("visitor", ["phone"], indirect=True)]
FORM = "trial.form"
# A page with such a form, put together from what every signed-in page has: the token of the sign-out form.
BUILD = """form => {
    const token = document.querySelector("[name=csrfmiddlewaretoken]").outerHTML
    document.querySelector("main").innerHTML = `<form data-draft="/drafts/${form}/keep/">${token}
        <label>事由<input name="text"></label><label>口令<input name="word" type="password"></label>
        <p data-draft-line role="status" data-draft-failed="没有保存"></p></form>`
}"""


@pytest.fixture
def at_the_form(visitor: Visitor, cast: Cast) -> Visitor:
    visitor.sign_in(cast, "member")
    visitor.go("/me/")
    visitor.page.evaluate(BUILD, FORM)
    visitor.page.add_script_tag(url="/static/drafts/drafts.js")
    return visitor


def test_typing_is_kept_without_a_button(at_the_form: Visitor, cast: Cast) -> None:
    at_the_form.page.get_by_label("口令").fill("geheim")
    at_the_form.page.get_by_label("事由").fill("更衣室没有热水")
    expect(at_the_form.page.get_by_role("status").last).to_contain_text("草稿已于")
    assert draft_of(actor_of(cast["member"]), FORM).fields == {"text": ["更衣室没有热水"]}


def test_nothing_stays_in_the_browser(at_the_form: Visitor) -> None:
    at_the_form.page.get_by_label("事由").fill("更衣室没有热水")
    expect(at_the_form.page.get_by_role("status").last).to_contain_text("草稿已于")
    stored = at_the_form.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "热水" not in stored


def test_a_broken_connection_is_said(at_the_form: Visitor) -> None:
    at_the_form.page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()) }")
    at_the_form.page.get_by_label("事由").fill("更衣室没有热水")
    expect(at_the_form.page.get_by_role("status").last).to_have_text("没有保存")
