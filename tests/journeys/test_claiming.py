"""From the address to one's own record, on a telephone; and on a computer that others use, without a trace."""

from __future__ import annotations

import re
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from playwright.sync_api import expect

from niangjia.engines.notices.channels.pad import PadText
from niangjia.engines.people.claiming.actions import vouch_for
from niangjia.engines.people.claiming.tests.samples import OTHER, PHONE, known, number
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.models import Device
from niangjia.foundation.access.reach import EVERYWHERE
from niangjia.foundation.access.scope import Scope, in_scope
from niangjia.foundation.clock import now
from niangjia.foundation.drafts.models import Draft
from niangjia.foundation.limits.models import Tally
from tests.harness.browser import ARGUMENTS, SIZES, chromium

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
TYPED = "更衣室没有热水已经三天"
DESK: ViewportSize = {"width": SIZES["desk"]["width"], "height": SIZES["desk"]["height"]}
WORDS = (PHONE, number(123)[-6:], number(123), "王小梅", "王**", TYPED)
# What a page may have left in the browser beside cookies: everything that a program can keep there.
# The library notes at which address it is, while the tab is open; an address of the house tells of nobody.
HARMLESS = {"htmx-current-path-for-history"}
KEPT = """async () => [
    ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...await caches.keys(),
    ...(indexedDB.databases ? await indexedDB.databases() : []).map(base => base.name),
]"""


def _code() -> str:
    found = re.search(r"[0-9]{6}", PadText.objects.latest("pk").body)
    assert found
    return found[0]


def _prove(page: Page, phone: str, *, shared: bool = False) -> None:
    page.get_by_label("手机号码").fill(phone)
    if shared:
        page.get_by_label("这是公用电脑").check()
    page.get_by_role("button", name="获取验证码").click()
    expect(page.get_by_role("heading", name="输入验证码")).to_be_visible()
    page.get_by_label("短信验证码").fill(_code())


def test_a_member_comes_to_the_own_record_in_four_taps(visitor: Visitor, cast: Cast) -> None:
    known(cast, "member", 123)
    page, sizes = visitor.page, list[int]()
    page.on("response", lambda answer: sizes.append(answer.request.sizes()["responseBodySize"]))
    visitor.go("/")
    page.wait_for_load_state("networkidle")
    assert sum(sizes) < 150_000
    page.get_by_role("link", name="登录").first.click()  # one
    visitor.look("phone-sign-in")
    _prove(page, PHONE)  # two
    visitor.look("phone-code")
    page.get_by_role("button", name="下一步").click()  # three
    visitor.look("claim-who")
    page.get_by_label("身份证后六位").fill(number(123)[-6:])
    page.get_by_role("button", name="查找我的档案").click()  # four
    expect(page.get_by_role("heading", name="您的档案")).to_be_visible()
    expect(page.get_by_text("采煤一队分会")).to_be_visible()
    visitor.look("claim-found")
    page.get_by_role("button", name="信息有误？").click()
    expect(page.get_by_text("已留言给所在工会的干事")).to_be_visible()
    page.get_by_label("哪里有误，请说明").fill("名字写错了一个字")
    visitor.look("claim-wrong")
    visitor.go("/me/security/")
    visitor.look("security", known_names=("Chrome", "Linux"))
    visitor.go("/me/security/close/")
    visitor.look("close-account")


def test_a_courier_in_no_register_sees_what_is_there_for_all(visitor: Visitor, cast: Cast) -> None:
    _ = cast.union("mine")
    visitor.go("/sign-in/")
    _prove(visitor.page, OTHER)
    visitor.page.get_by_role("button", name="下一步").click()
    visitor.look("claim-by-document")
    visitor.page.get_by_role("button", name="没有档案，先进去看看").click()
    expect(visitor.page.get_by_role("link", name="拨打 12351")).to_be_visible()
    visitor.look("home-courier")


def test_what_is_wrong_stands_beside_the_field(visitor: Visitor, cast: Cast) -> None:
    known(cast, "member", 123)
    visitor.go("/sign-in/")
    visitor.page.get_by_label("手机号码").fill("123")
    visitor.page.get_by_role("button", name="获取验证码").click()
    visitor.look("phone-sign-in-wrong")
    _prove(visitor.page, PHONE)
    visitor.page.get_by_label("短信验证码").fill("12345")
    visitor.page.get_by_role("button", name="下一步").click()
    expect(visitor.page.get_by_text("验证码是六位数字")).to_be_visible()
    visitor.look("phone-code-wrong")


def test_the_clerk_vouches_and_settles(visitor: Visitor, cast: Cast) -> None:
    person = known(cast, "member", 123)
    with _scope_of_all():
        person.claim_notes.create(says="wrong")
    visitor.sign_in(cast, "clerk")
    visitor.go(f"/desk/people/{person.pk}/vouch/")
    visitor.look("vouch", known_names=("clerk",))
    visitor.page.get_by_label("手机号码").fill(OTHER)
    visitor.page.get_by_role("button", name="我认识此人").click()
    visitor.look("vouched", known_names=("clerk",))
    visitor.go("/desk/people/corrections/")
    visitor.look("claim-notes", known_names=("clerk",))


def test_whoever_was_vouched_for_says_that_it_is_them(visitor: Visitor, cast: Cast) -> None:
    person = known(cast, "member", 123)
    actor = cast.actor("clerk")
    with acting(actor):
        vouch_for(actor, person, f"+86{OTHER}")
    visitor.go("/sign-in/")
    _prove(visitor.page, OTHER)
    visitor.page.get_by_role("button", name="下一步").click()
    expect(visitor.page.get_by_text("王**")).to_be_visible()
    visitor.look("claim-vouched")
    visitor.page.get_by_label("身份证后六位").fill(number(123)[-6:])
    visitor.page.get_by_role("button", name="是我", exact=True).click()
    expect(visitor.page.get_by_role("heading", name="您的档案")).to_be_visible()


@contextmanager
def _scope_of_all() -> Iterator[None]:
    with transaction.atomic(), in_scope(Scope(EVERYWHERE)):
        yield


def test_the_second_factor_is_set_up(visitor: Visitor, cast: Cast) -> None:
    visitor.sign_in(cast, "system_admin")
    visitor.go("/me/security/second/")
    key = visitor.page.locator("code").inner_text()
    visitor.look("second-set-up", known_names=tuple(re.findall("[A-Z]{3,}", key)))


def _idle(minutes: float) -> None:
    """Let the time since somebody last did something be so long."""
    Device.objects.update(seen=now() - timedelta(minutes=minutes))


def test_a_shared_computer_warns_locks_and_keeps_what_was_typed(visitor: Visitor, cast: Cast) -> None:
    known(cast, "member", 123)
    page = visitor.page
    visitor.go("/sign-in/")
    _prove(page, PHONE, shared=True)
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("身份证后六位").fill(number(123)[-6:])
    page.get_by_role("button", name="查找我的档案").click()
    expect(page.get_by_role("heading", name="您的档案")).to_be_visible()
    visitor.go("/me/correction/")
    page.get_by_label("哪里有误，请说明").fill(TYPED)
    expect(page.locator("[data-draft-line]")).to_contain_text("草稿已于")
    _idle(9.2)
    page.evaluate("() => window.dispatchEvent(new PageTransitionEvent('pageshow'))")
    expect(page.get_by_role("dialog", name="您还在吗？")).to_be_visible()
    visitor.look("idle-warning")
    with page.expect_response("**/presence/"):
        page.get_by_role("button", name="我还在").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    _idle(9.99)
    page.evaluate("() => window.dispatchEvent(new PageTransitionEvent('pageshow'))")
    expect(page.get_by_role("heading", name="已锁定")).to_be_visible(timeout=15_000)
    visitor.look("locked")
    assert "王小梅" not in page.content()
    assert Draft.objects.get().form == "portal.correction"
    _unlock(page)
    expect(page.get_by_label("哪里有误，请说明")).to_have_value(TYPED)


def _unlock(page: Page) -> None:
    """By a code to the telephone; the minute that one has to wait is over."""
    Tally.objects.all().delete()
    page.get_by_role("button", name=re.compile("发送验证码|验证码")).first.click()
    page.get_by_label(re.compile("验证码")).fill(_code())
    page.get_by_role("button", name="解锁").click()


def _files_with(folder: Path, words: tuple[str, ...]) -> list[str]:
    """Files of a browser's profile in which one of the words stands, in whatever way browsers write text."""
    found = []
    for path in sorted(folder.rglob("*")):
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        for word in words:
            if any(word.encode(coding) in content for coding in ("utf-8", "utf-16-le", "gb18030")):
                found.append(f"{word}: {path.relative_to(folder)}")
    return found


def _work(page: Page, address: str, *, shared: bool) -> None:
    """Sign in, see the own record, type something."""
    page.goto(f"{address}/sign-in/")
    _prove(page, PHONE, shared=shared)
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("身份证后六位").fill(number(123)[-6:])
    page.get_by_role("button", name="查找我的档案").click()
    expect(page.get_by_role("heading", name="您的档案")).to_be_visible()
    page.goto(f"{address}/me/record/")
    page.get_by_role("button", name=re.compile("^查看")).first.click()
    expect(page.get_by_text(number(123))).to_be_visible()
    page.goto(f"{address}/me/correction/")
    page.get_by_label("哪里有误，请说明").fill(TYPED)
    expect(page.locator("[data-draft-line]")).to_contain_text("草稿已于")


def _sign_out(page: Page, address: str) -> None:
    page.goto(f"{address}/me/")
    page.get_by_role("main").get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", name="您已退出登录")).to_be_visible()


def _profile(browser: Browser, folder: Path) -> BrowserContext:
    return browser.browser_type.launch_persistent_context(
        str(folder), executable_path=chromium(), args=ARGUMENTS, viewport=DESK, locale="zh-CN"
    )


@pytest.mark.parametrize("ending", ["signed out", "locked", "closed"])
def test_nothing_stays_on_a_shared_computer(
    browser: Browser, address: str, cast: Cast, tmp_path: Path, ending: str
) -> None:
    known(cast, "member", 123)
    context = _profile(browser, tmp_path)
    page = context.new_page()
    _work(page, address, shared=True)
    if ending == "signed out":
        _sign_out(page, address)
        assert {cookie["name"] for cookie in context.cookies()} <= {"csrftoken"}  # of the page that says so
    elif ending == "locked":
        page.goto(f"{address}/locked/")
    assert set(page.evaluate(KEPT)) <= HARMLESS
    page.wait_for_timeout(1500)
    context.close()
    assert _files_with(tmp_path, WORDS) == []


def test_the_search_finds_what_a_page_leaves_behind(
    browser: Browser, address: str, cast: Cast, tmp_path: Path
) -> None:
    known(cast, "member", 123)
    context = _profile(browser, tmp_path)
    page = context.new_page()
    _work(page, address, shared=False)
    page.evaluate("words => localStorage.setItem('kept', words)", TYPED)
    page.wait_for_timeout(1500)
    context.close()
    assert _files_with(tmp_path, WORDS)
