from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.models import Employer, Post, SecondaryTie, Union
from niangjia.engines.people.totals.models import Total
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

LATIN = ("shmk",)
COUNTS = {
    ("members", ""): 1180, ("retained", ""): 21, ("workers", ""): 1302, ("unorganised", ""): 122,
    ("incomplete", ""): 37,
    ("sex", "1"): 901, ("sex", "2"): 279, ("age", "1960"): 90, ("age", "1970"): 360, ("age", "1980"): 420,
    ("age", "1990"): 250, ("education", "20"): 190, ("education", "30"): 320, ("education", "60"): 500,
    ("work_state", "1"): 1150, ("new_form", "1"): 48, ("migrant", "1"): 310,
}  # fmt: skip


def _fill(cast: Cast) -> None:
    mine, soon = cast.union("mine"), today() + timedelta(days=30)
    Total.objects.bulk_create(
        Total(union=mine, facet=facet, value=value, count=count) for (facet, value), count in COUNTS.items()
    )
    overdue = today() - timedelta(days=3)
    own = {
        "certificate": "工法证字第110101号",
        "certificate_expires": soon,
        "election_due": overdue,
        "headcount": 1310,
    }
    Union.objects.filter(pk=mine.pk).update(**own)
    SecondaryTie.objects.create(union=cast.union("school"), upper=mine, valid_from=date(2024, 1, 1))
    Post.objects.filter(pk=cast.post("clerk").pk).update(ends=soon)
    Employer.objects.update(headcount=1310, nature="110", industry="B06", region="110101")


def _appoint(page: Page) -> None:
    page.get_by_role("link", name="任职登记").click()
    page.get_by_label("姓名或证件号码").fill("王小梅")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="王小梅").click()
    page.get_by_label("职务").select_option(value="committee")


@pytest.mark.browser
def test_an_officer_goes_through_the_tree(visitor: Visitor, cast: Cast) -> None:
    _fill(cast)
    page = visitor.page
    visitor.sign_in(cast, "upper_officer")

    visitor.go("/desk/people/tree/")
    page.locator("summary", has_text="石河县总工会").click()
    page.get_by_role("link", name="石河煤矿工会委员会").wait_for()
    page.locator("summary", has_text="石河煤矿").click()
    page.get_by_role("link", name="采煤一队分会").wait_for()
    visitor.look("union-tree")
    page.get_by_label("工会名称").fill("shmk")
    page.get_by_role("button", name="查找").click()
    visitor.look("union-search", known_names=LATIN)
    page.get_by_role("link", name="石河煤矿工会委员会").click()
    page.get_by_text("已逾期").first.wait_for()
    visitor.look("union")
    page.get_by_role("link", name="石河煤业有限公司", exact=True).click()
    visitor.look("employer")
    visitor.go("/desk/people/totals/")
    visitor.look("union-totals")


@pytest.mark.browser
def test_a_chair_corrects_and_appoints(visitor: Visitor, cast: Cast) -> None:
    page = visitor.page
    visitor.sign_in(cast, "chair")
    visitor.go(f"/desk/people/unions/{cast.union('mine').pk}/")
    visitor.look("union-empty")

    page.get_by_role("link", name="修改资料").click()
    page.get_by_label("行政区划").fill("110101")
    visitor.look("union-correct")
    page.get_by_role("button", name="保存").last.click()
    page.get_by_text("工会资料已保存。").wait_for()
    assert Union.objects.get(pk=cast.union("mine").pk).region == "110101"

    _appoint(page)
    visitor.look("union-fill-post")
    page.get_by_role("button", name="确定任职").click()
    page.get_by_text("王小梅已任职。").wait_for()
    page.get_by_role("link", name="免职").last.click()
    visitor.look("union-end-post")
    page.get_by_role("button", name="确定免职").click()
    page.get_by_text("职务已免去。").wait_for()
