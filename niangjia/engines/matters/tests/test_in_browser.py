"""A grant from the phone to the desk and back, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.matters.acts.tasks import send_back_task
from niangjia.engines.matters.models import Task
from niangjia.foundation.clock import now

from .conftest import Office, task_of

if TYPE_CHECKING:
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser


@pytest.fixture
def address(committed: str, sample_server: str) -> str:
    return sample_server


def test_a_clerk_works_through_the_desk(visitor: Visitor, cast: Cast) -> None:
    office = Office(cast)
    matters = [office.grant() for _number in range(3)]
    Task.objects.filter(matter=matters[1]).update(due=now())
    page = visitor.page
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/matters/?view=mine")
    visitor.look("matters-worklist-empty")
    visitor.go("/desk/matters/")
    visitor.look("matters-worklist")
    page.get_by_label("服务").select_option(label="试办补助")
    page.get_by_label("接办情况").select_option(label="没人接办")
    page.get_by_text("保存为视图").click()
    page.get_by_role("button", name="保存", exact=True).click()
    visitor.look("matters-worklist-view-wrong")
    page.get_by_label("视图名称").fill("没人接的")
    page.get_by_role("button", name="保存", exact=True).click()
    visitor.look("matters-worklist-view")
    visitor.go(f"/desk/matters/{matters[0].pk}/")
    visitor.look("matters-matter")
    page.get_by_role("button", name="办完这一步").click()
    visitor.look("matters-matter-wrong")
    for point in ("申请表已签名", "困难证明在有效期内"):
        page.get_by_label(point).first.check()  # the same is asked for where a paper is entered
    page.get_by_role("button", name="保存清单").click()
    page.get_by_label("通过").first.check()
    page.get_by_role("button", name="办完这一步").click()
    visitor.look("matters-matter-two-steps")
    visitor.go("/desk/matters/batches/new/")
    visitor.look("matters-batch-steps")
    page.get_by_role("link", name="入户走访").click()
    visitor.look("matters-batch-new")
    visitor.go("/desk/matters/texts/")
    visitor.look("matters-texts")


def test_a_member_follows_it_on_the_phone(visitor: Visitor, cast: Cast) -> None:
    office = Office(cast)
    matter = office.grant()
    page = visitor.page
    visitor.sign_in(cast, "member")
    visitor.go("/matters/")
    visitor.look("matters-mine")
    with office.by("clerk") as actor:
        send_back_task(actor, task_of(matter, "check"), "to_applicant", "缺身份证复印件")
    visitor.go(f"/matters/{matter.pk}/")
    visitor.look("matters-mine-one")
    page.get_by_role("button", name="我已办好").click()
    visitor.look("matters-mine-gone-on")
    page.get_by_role("link", name="撤回申请").click()
    visitor.look("matters-mine-withdraw")
