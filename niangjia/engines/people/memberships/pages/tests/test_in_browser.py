"""A clerk transfers, retains, merges and completes a record, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.persons.documents import add_document
from niangjia.engines.people.persons.tests.samples import BORN, PHONE, office, passport, resident_id

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser
LONGEST = "阿不都热合曼·买买提明·古丽尼格尔·艾合买提·吐尔逊江·木"  # 30 signs
DOCUMENTS = 9  # besides the resident ID


def _menu(visitor: Visitor, person: Person, name: str) -> None:
    visitor.go(f"/desk/people/{person.pk}/")
    visitor.page.get_by_role("navigation", name="可办事项").get_by_role("link", name=name, exact=True).click()


def test_a_long_name_with_many_documents(visitor: Visitor, cast: Cast) -> None:
    with office(cast) as desk:
        person = desk.register(LONGEST, resident_id(), phones=(PHONE,))
        for number in range(DOCUMENTS):
            add_document(desk.actor, person, passport(f"E1234567{number}"))
        desk.enrol(person)
    visitor.sign_in(cast, "clerk")
    visitor.go(f"/desk/people/{person.pk}/")
    visitor.look("people-person-long")


def test_a_clerk_retains_and_transfers_a_member(visitor: Visitor, cast: Cast) -> None:
    with office(cast) as desk:
        person = desk.member("吴桂花").person
    page = visitor.page
    visitor.sign_in(cast, "clerk")
    _menu(visitor, person, "保留会籍")
    visitor.look("people-retain")
    page.get_by_label("原因").fill("退休")
    page.get_by_role("button", name="保留会籍").click()
    page.get_by_text("已为吴桂花保留会籍").wait_for()
    visitor.look("people-person-retained")
    _menu(visitor, person, "恢复会籍")
    page.get_by_role("button", name="恢复会籍").click()
    _menu(visitor, person, "转接会籍")
    page.get_by_label("工会名称、首字母或代码").fill("jx")
    page.get_by_role("button", name="查找").click()
    visitor.look("people-transfer-find")
    page.get_by_role("link", name="机修车间分会").click()
    visitor.look("people-transfer")
    page.get_by_role("button", name="转接会籍").click()
    page.get_by_text("吴桂花的会籍已转入机修车间分会").wait_for()


def test_a_clerk_retains_several(visitor: Visitor, cast: Cast) -> None:
    with office(cast) as desk:
        desk.member("吴桂花")
        desk.complete("吴桂英")
    page = visitor.page
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/people/")
    page.get_by_label("选择吴桂花").check()
    page.get_by_label("选择吴桂英").check()
    page.get_by_role("button", name="保留会籍").click()
    visitor.look("people-batch")
    page.get_by_label("原因").fill("退休")
    page.get_by_role("button", name="保留会籍").click()
    page.get_by_role("heading", name="已为1人保留会籍").wait_for()
    visitor.look("people-batch-outcome")


def test_a_clerk_merges_two_records(visitor: Visitor, cast: Cast) -> None:
    with office(cast) as desk:
        desk.register("欧阳桂英", resident_id(), phones=(PHONE,), native_place="浙江温州", education="20")
        desk.register("欧阳桂英", passport(), born=BORN, phones=(PHONE,), native_place="四川成都", education="30")
    page = visitor.page
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/people/duplicates/")
    visitor.look("people-duplicates")
    page.get_by_role("link", name="比对").click()
    visitor.look("people-merge")
    page.get_by_label("四川成都").check()
    page.get_by_label("我已逐项比对").check()
    page.get_by_role("button", name="合并", exact=True).click()
    page.get_by_text("两份档案已合并").wait_for()
    page.get_by_text("四川成都").wait_for()


def test_a_clerk_completes_family_and_work(visitor: Visitor, cast: Cast) -> None:
    with office(cast) as desk:
        person = desk.complete("吴桂花")
        desk.complete("李雷")
    page = visitor.page
    visitor.sign_in(cast, "clerk")
    _menu(visitor, person, "添加家庭成员")
    visitor.look("people-relative")
    page.get_by_label("姓名").fill("李雷")
    page.get_by_role("button", name="添加").click()
    page.get_by_role("link", name="修改 李雷").click()
    page.get_by_role("link", name="关联其本人档案").click()
    visitor.look("people-relative-link")
    page.get_by_role("button", name="关联 李雷").click()
    page.get_by_role("link", name="李雷", exact=True).wait_for()
    _menu(visitor, person, "登记工作")
    page.get_by_label("用人单位", exact=True).fill("石河煤业")
    visitor.look("people-work")
    page.get_by_role("button", name="登记").click()
    page.get_by_text("工作已登记").wait_for()
    _menu(visitor, person, "登记去世")
    visitor.look("people-death")
    page.get_by_role("button", name="登记去世").click()
    page.get_by_text("已登记吴桂花去世").wait_for()
    visitor.look("people-person-dead")
