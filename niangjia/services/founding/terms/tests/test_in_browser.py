"""An officer looks at the list, a clerk asks for a delay, the chair signs; clicked at 390 pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from niangjia.engines.matters.models import Matter
from niangjia.engines.people.models import Coverage, Employer, Union
from niangjia.services.founding.terms.warning import warn_some

from .samples import ahead

if TYPE_CHECKING:
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
KNOWN = ("Word", "Excel", "OFD")


def _clerk(visitor: Visitor, cast: Cast, union: Union) -> None:
    page = visitor.page
    visitor.sign_in(cast, "clerk")
    visitor.go(f"/founding/desk/terms/{union.pk}/")
    visitor.look("terms-own")
    page.get_by_role("link", name="延期换届").click()
    page.get_by_label("延期几个月？").fill("9")
    page.get_by_label("原因").fill("企业正在改制")
    page.get_by_role("button", name="拟写请示").click()
    visitor.look("terms-delay-wrong")
    page.get_by_label("延期几个月？").fill("3")
    page.get_by_role("button", name="拟写请示").click()
    visitor.look("terms-delay-asked", known_names=KNOWN)
    for name in ("officers", "certificate", "merge", "split", "dissolve"):
        visitor.go(f"/founding/desk/changes/{union.pk}/{name}/")
        page.get_by_role("button", name="拟写请示").click()
        visitor.look(f"changes-{name}")


def _chair(visitor: Visitor, cast: Cast) -> None:
    page = visitor.page
    page.context.clear_cookies()
    visitor.sign_in(cast, "chair")
    visitor.go(f"/desk/matters/{Matter.objects.latest('pk').pk}/")
    page.get_by_role("radio", name="签发上报").check()
    page.get_by_role("button", name="办完这一步").click()
    expect(page.get_by_text("待上级工会办理").first).to_be_visible()
    visitor.look("terms-delay-sent", known_names=KNOWN)


def test_the_list_of_terms_and_a_delay(visitor: Visitor, cast: Cast) -> None:
    page, mine = visitor.page, cast.union("mine")
    Union.objects.filter(pk=mine.pk).update(
        election_due=ahead(-4), certificate="工法证字第110号", certificate_expires=ahead(20), term=4
    )
    warn_some()
    Employer.objects.create(name="石河水泥有限公司", headcount=80, region="110105")
    Union.objects.filter(pk=cast.union("city").pk).update(region="110100")
    Coverage.objects.create(union=mine, employer=Employer.objects.create(name="石河洗选厂"), valid_from=ahead(-90))
    _clerk(visitor, cast, Union.objects.get(pk=mine.pk))
    _chair(visitor, cast)
    page.context.clear_cookies()
    visitor.sign_in(cast, "upper_officer")
    visitor.go("/founding/desk/terms/")
    visitor.look("terms-list")
    page.get_by_role("link", name="未建会用人单位").click()
    visitor.look("terms-leads")
    page.get_by_role("button", name="已处理").click()
    expect(page.get_by_text("本辖区没有应建未建会的用人单位")).to_be_visible()
    visitor.look("terms-no-leads")
