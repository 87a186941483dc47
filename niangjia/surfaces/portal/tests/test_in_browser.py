"""The portal on a phone and on a wide screen, looked at page by page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from niangjia.engines.notices.sending.sending import send
from niangjia.engines.people.persons.revealing import reveal
from niangjia.engines.people.scope import acting
from niangjia.foundation.access.actor import PLATFORM
from niangjia.foundation.jobs.models import Job
from niangjia.foundation.jobs.running import run_slice
from niangjia.surfaces.portal.card.signing import signed_card

from .samples import furnish

if TYPE_CHECKING:
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
FIRST_PAGE = 150 * 1024  # bytes over the wire


def _clerk_looks(cast: Cast) -> None:
    with acting(cast.actor("clerk")):
        person = cast.person("member")
        reveal(cast.actor("clerk"), person, person.details.get(), "电话回访")


def test_a_visitor_finds_the_union_and_the_page_is_light(visitor: Visitor, cast: Cast) -> None:
    furnish(cast)
    page, weights = visitor.page, []
    page.on("response", lambda answer: weights.append(answer.request.sizes()["responseBodySize"]))
    visitor.go("/")
    page.wait_for_load_state("networkidle")
    assert sum(weights) < FIRST_PAGE, weights
    visitor.look("portal-visitor")
    page.get_by_role("link", name="查找我的工会").click()
    page.get_by_role("button", name=re.compile("查找|搜索")).click()
    visitor.look("portal-find-wrong")
    page.get_by_label("您的单位或工会叫什么？").fill("煤矿")
    page.get_by_role("button", name=re.compile("查找|搜索")).click()
    visitor.look("portal-found")
    page.get_by_role("link", name="石河煤矿工会委员会").click()
    visitor.look("portal-union")
    page.get_by_role("button", name="这是我的工会").click()
    expect(page.get_by_text("陈建国")).to_be_visible()
    visitor.look("portal-visitor-union")


def test_the_hall_is_empty_until_services_open(visitor: Visitor, cast: Cast) -> None:
    visitor.go("/services/")
    visitor.look("portal-hall")


def test_what_anybody_may_read(visitor: Visitor, cast: Cast) -> None:
    cast.union("mine")
    visitor.go("/privacy/")
    visitor.look("portal-privacy")
    visitor.go("/privacy/collected/")
    visitor.look("portal-collected", known_names=("SHA",))


def test_a_member_at_home(visitor: Visitor, cast: Cast) -> None:
    person = furnish(cast)
    news = {"title": "体检通知", "body": "下周开始。"}
    send(PLATFORM, "notices.news", person, union=cast.union("mine"), variables=news, key="portal.1")
    visitor.sign_in(cast, "member")
    visitor.go("/")
    visitor.look("portal-home")
    visitor.go("/me/")
    visitor.look("portal-me", known_names=("member",))


def test_a_look_by_a_clerk_is_there_at_once(visitor: Visitor, cast: Cast) -> None:
    furnish(cast)
    page = visitor.page
    visitor.sign_in(cast, "member")
    visitor.go("/me/looks/")
    visitor.look("portal-looks-empty")
    _clerk_looks(cast)
    page.reload()
    expect(page.get_by_text("电话回访")).to_be_visible()
    visitor.go("/me/record/")
    visitor.look("portal-record")
    page.get_by_role("button", name=re.compile(r"(查看|显示)\s*：电话")).click()
    expect(page.get_by_text("13800138000")).to_be_visible()
    visitor.look("portal-record-shown")
    visitor.go("/me/looks/")
    visitor.look("portal-looks")


def test_a_correction_is_asked_for_and_confirmed(visitor: Visitor, cast: Cast) -> None:
    furnish(cast)
    page = visitor.page
    _ = cast["clerk"]
    visitor.sign_in(cast, "member")
    visitor.go("/me/correction/")
    visitor.look("portal-correction")
    page.get_by_role("button", name="提交给工会").click()
    visitor.look("portal-correction-nothing")
    page.get_by_label("籍贯").fill("云州石河")
    page.get_by_label("新电话").fill("13900139000")
    page.get_by_label("哪里有误，请说明").fill("上月换了手机号")
    page.get_by_role("button", name="提交给工会").click()
    visitor.look("portal-correction-waits")
    visitor.go("/")
    visitor.look("portal-home-matter")
    page.context.clear_cookies()
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/people/corrections/")
    visitor.look("corrections-waiting")
    page.get_by_role("link", name="王小梅").click()
    visitor.look("corrections-one")
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_text("已确认")).to_be_visible()


def test_consents_and_the_copy(visitor: Visitor, cast: Cast) -> None:
    furnish(cast)
    page = visitor.page
    visitor.sign_in(cast, "member")
    visitor.go("/me/consents/")
    visitor.look("portal-consents")
    page.get_by_role("button", name=re.compile("我同意")).click()
    visitor.look("portal-consents-given")
    visitor.go("/me/copy/")
    page.get_by_role("button", name="制作副本").click()
    visitor.look("portal-copy-waits")
    run_slice(Job.objects.get(kind="portal.own_copy").pk)
    page.reload()
    visitor.look("portal-copy-ready")


def test_the_card_is_checked_without_the_network(visitor: Visitor, cast: Cast) -> None:
    furnish(cast)
    page = visitor.page
    visitor.sign_in(cast, "member")
    visitor.go("/me/card/")
    page.get_by_text("会员码文字").click()
    code = page.get_by_label("会员码文字").input_value()
    page.get_by_text("会员码文字").click()
    visitor.look("portal-card")
    visitor.go("/scan/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.match('/scan/').then(found => !!found)")
    page.context.set_offline(True)
    page.reload()
    _check(visitor, code, "有效")
    visitor.look("portal-scan-valid")
    expect(page.get_by_text("王**")).to_be_visible()
    _check(visitor, code[:-6] + "AAAAAA", "伪造")
    visitor.look("portal-scan-forged")
    _check(visitor, "https://example.com/", "不是会员证")
    page.context.set_offline(False)


def _check(visitor: Visitor, code: str, verdict: str) -> None:
    visitor.page.get_by_label("输入或粘贴会员码").fill(code)
    visitor.page.get_by_role("button", name="核验", exact=True).click()
    expect(visitor.page.get_by_text(verdict, exact=True)).to_be_visible()
    visitor.page.get_by_label("输入或粘贴会员码").fill("")


def test_an_old_code_has_expired(visitor: Visitor, cast: Cast) -> None:
    from datetime import timedelta

    from niangjia.foundation.clock import now, travelled

    with travelled(to=now() - timedelta(minutes=5)):
        code, _until = signed_card("王小梅", "石河煤矿工会委员会")
    visitor.go(f"/scan/#{code}")
    expect(visitor.page.get_by_text("已过期", exact=True)).to_be_visible()
    visitor.look("portal-scan-expired")
