"""The style guide and the seldom pages in a real browser: overflow, accessibility, language, behaviours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Request

    from tests.harness.browser import Visitor

pytestmark = pytest.mark.browser
# The guide names fragments and colours by their names in the code; long addresses are there to be broken.
NAMES = (
    *("card", "list", "table", "pagination", "field", "form", "state", "timeline", "progress", "empty", "error"),
    *(
        "chart",
        "confirm",
        "csrf",
        "signed",
        "out",
        "red",
        "gold",
        "accent",
        "good",
        "wait",
        "bad",
        "paper",
        "fill",
        "ink",
    ),
    *("https", "example", "org", "a" * 90),
)


at_phone_size = pytest.mark.parametrize("visitor", ["phone"], indirect=True)


@pytest.mark.parametrize(
    ("frame", "look"), [("portal", "light"), ("portal", "dark"), ("desk", "dark"), ("desk", "large")]
)
def test_the_style_guide_can_be_used_by_everybody(visitor: Visitor, frame: str, look: str) -> None:
    visitor.page.context.add_cookies(
        [
            {"name": "theme", "value": "dark" if look == "dark" else "light", "url": visitor.address},
            {"name": "text", "value": "large" if look == "large" else "normal", "url": visitor.address},
        ]
    )
    visitor.go(f"/style-guide/?frame={frame}")
    visitor.look(f"style-guide-{frame}-{look}", known_names=NAMES)


@at_phone_size
def test_the_first_page_is_light(visitor: Visitor) -> None:
    fetched: list[Request] = []
    visitor.page.on("requestfinished", lambda request: fetched.append(request))
    visitor.go("/")
    visitor.page.wait_for_load_state("networkidle")
    sizes = [request.sizes() for request in fetched]
    assert sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes) < 150 * 1024


@at_phone_size
def test_a_choice_holds_at_once_and_afterwards(visitor: Visitor) -> None:
    visitor.go("/style-guide/")
    visitor.page.locator("details.menu summary").click()
    with visitor.page.expect_response("**/preferences/"):
        visitor.page.get_by_label("大字").check()
    expect(visitor.page.locator("html")).to_have_attribute("data-text", "large")
    visitor.page.reload()
    expect(visitor.page.locator("html")).to_have_attribute("data-text", "large")


@at_phone_size
def test_asking_is_a_dialog_that_escape_closes(visitor: Visitor) -> None:
    visitor.go("/style-guide/")
    visitor.page.get_by_role("link", name="撤回申请").click()
    dialog = visitor.page.get_by_role("dialog", name="确定撤回这份申请吗？")
    expect(dialog.get_by_role("link", name="返回")).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


@at_phone_size
def test_filters_and_heads_change_only_the_table(visitor: Visitor) -> None:
    visitor.go("/style-guide/")
    visitor.page.evaluate("document.body.dataset.same = 'yes'")
    visitor.page.get_by_label("关键词").press_sequentially("法律")
    expect(visitor.page.locator("#table tbody tr").first).to_contain_text("法律援助")
    expect(visitor.page.get_by_label("关键词")).to_be_focused()
    assert visitor.page.evaluate("document.body.dataset.same") == "yes"


@at_phone_size
def test_menus_close_by_escape(visitor: Visitor) -> None:
    visitor.go("/style-guide/?frame=portal")
    visitor.page.locator("details.menu summary").click()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.locator("details.menu[open]")).to_have_count(0)
    expect(visitor.page.locator("details.menu summary")).to_be_focused()


@at_phone_size
def test_a_job_is_followed_to_its_end(visitor: Visitor) -> None:
    visitor.go("/style-guide/#guide-progress")
    expect(visitor.page.locator(".job").first).to_contain_text("已完成", timeout=20_000)


@at_phone_size
def test_polls_rest_while_nobody_looks(visitor: Visitor) -> None:
    visitor.page.add_init_script("Object.defineProperty(document, 'hidden', {get: () => !window.looked})")
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.go("/style-guide/")
    visitor.page.wait_for_timeout(2_500)
    assert not [url for url in asked if "progress/" in url]
    visitor.page.evaluate("window.looked = true; document.dispatchEvent(new Event('visibilitychange'))")
    expect(visitor.page.locator(".job").first).to_contain_text("50%")


@at_phone_size
def test_a_changed_form_is_not_left_by_mistake(visitor: Visitor) -> None:
    visitor.go("/style-guide/")
    visitor.page.locator("form[data-unsaved] [name=name]").fill("陈桂芳")
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    visitor.page.on("dialog", answer)
    visitor.go("/preferences/")
    assert asked == ["beforeunload"]


@at_phone_size
def test_a_form_is_not_sent_without_a_network(visitor: Visitor) -> None:
    visitor.go("/style-guide/")
    form = visitor.page.locator("form[data-unsaved]")
    form.locator("[name=name]").fill("陈桂芳")
    visitor.page.context.set_offline(True)
    form.locator("[type=submit]").first.click()
    expect(visitor.page.locator("#failure")).to_contain_text("网络连接不上")
    expect(form.locator("[name=name]")).to_have_value("陈桂芳")
    visitor.page.context.set_offline(False)
    expect(visitor.page.locator("#failure")).to_be_hidden()
