"""A clerk finds a member, corrects, enters, enrols and takes a list along, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.persons.families import record_relative
from niangjia.engines.people.persons.tests.samples import PHONE, office, resident_id
from niangjia.engines.people.persons.values import RelativeData

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from tests.harness.browser import Visitor
    from tests.harness.people import Cast

pytestmark = pytest.mark.browser


def _people(cast: Cast) -> Person:
    """Somebody with everything, and a page full of others."""
    with office(cast) as desk:
        person = desk.register(
            "欧阳桂英",
            resident_id(woman=True),
            phones=(PHONE,),
            education="20",
            political="13",
            work_state="1",
            new_form="2",
            native_place="浙江温州",
            is_migrant=True,
        )
        desk.enrol(person)
        child = RelativeData(relation="child", name="欧阳小宝", number=resident_id().number)
        record_relative(desk.actor, person, child)
        for number in "一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯":
            desk.member(f"张秀{number}", at="shaft")
        desk.register("古丽娜尔·买买提")
    return person


def test_a_clerk_finds_somebody_and_looks_at_a_number(visitor: Visitor, cast: Cast) -> None:
    person = _people(cast)
    page = visitor.page
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/people/")
    visitor.look("people-registry")
    visitor.go("/desk/people/")  # a picture leaves marks on fields, which the security policy would refuse to copy
    page.locator("#filters-menu > summary").click()
    page.locator("#id_kind").select_option(label="资料不全")
    page.get_by_role("link", name="陈建国").wait_for(state="detached")
    visitor.look("people-registry-filtered")
    page.keyboard.press("Escape")

    page.get_by_label("姓名、拼音、首字母").fill("oygy")
    page.get_by_role("button", name="搜索").click()
    visitor.look("people-search")
    page.get_by_role("link", name="欧阳桂英").click()
    visitor.look("people-person")

    page.get_by_role("link", name="查看 居民身份证").click()
    visitor.look("people-reveal-asks")
    page.get_by_label("原因").fill("核对入会材料")
    page.get_by_role("button", name="查看完整内容").click()
    page.locator(".register-secret").wait_for()
    visitor.look("people-reveal")
    visitor.go(f"/desk/people/{person.pk}/")
    page.get_by_text("核对入会材料").wait_for()


def test_a_clerk_enters_somebody_who_joins(visitor: Visitor, cast: Cast) -> None:
    page = visitor.page
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/people/new/")
    visitor.look("people-register")
    page.get_by_label("工会", exact=True).select_option(index=1)
    page.get_by_label("姓名").fill("吴桂花")
    page.get_by_role("button", name="登记").click()
    page.get_by_text("吴桂花已登记入册").wait_for()
    visitor.look("people-person-incomplete")

    page.get_by_role("link", name="补全资料").click()
    page.get_by_label("证件号码").fill(resident_id().number)
    visitor.look("people-complete")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("资料已补全").wait_for()
    page.get_by_role("link", name="办理入会").click()
    visitor.look("people-enrol")
    page.get_by_role("button", name="办理入会").click()
    page.get_by_text("吴桂花已入会").wait_for()
    page.get_by_role("navigation", name="可办事项").get_by_role("link", name="更正").click()
    visitor.look("people-correct")


def test_a_clerk_takes_the_chosen_along(visitor: Visitor, cast: Cast) -> None:
    _people(cast)
    page = visitor.page
    visitor.sign_in(cast, "chair")
    visitor.go("/desk/people/?kind=member")
    page.get_by_role("button", name="全选本页").click()
    page.get_by_role("status").filter(has_text="已选人数： 25").wait_for()
    visitor.look("people-registry-chosen")
    page.get_by_role("button", name="导出").click()
    page.get_by_role("heading", name="导出25人").wait_for()
    page.get_by_label("完整").check()
    page.get_by_label("原因").fill("报送换届名册")
    visitor.look("people-export")
    page.get_by_role("button", name="生成文件").click()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="下载文件").click()
    assert fetched.value.suggested_filename.startswith("会员名单")
    visitor.look("people-export-ready")


def test_a_clerk_keeps_a_view_with_columns_of_her_own(visitor: Visitor, cast: Cast) -> None:
    _people(cast)
    page = visitor.page
    visitor.sign_in(cast, "clerk")
    visitor.go("/desk/people/")
    page.locator("#filters-menu > summary").click()
    page.locator("#id_age_from").type("17", delay=60)
    page.locator("#id_sex").select_option(label="女")
    page.get_by_text("17 岁及以上").first.wait_for(state="attached")
    assert page.locator("#filters-menu").get_attribute("open") is not None  # it stays while the list changes
    assert page.locator("#id_age_from").input_value() == "17"
    visitor.look("people-filters")
    page.keyboard.press("Escape")
    page.locator("#columns-menu > summary").click()
    visitor.look("people-columns")
    page.locator("[name=column][value=native_place]").check()
    page.get_by_role("button", name="确定").click()
    page.get_by_text("浙江温州").wait_for()
    page.locator("#views-menu > summary").click()
    page.get_by_role("link", name="保存当前视图").click()
    visitor.look("people-view-keep")
    page.get_by_label("视图名称").fill("女职工")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("视图“女职工”已保存").wait_for()
    visitor.look("people-registry-view")
    page.get_by_role("link", name="去掉： 17 岁及以上").click()
    page.get_by_role("button", name="保存到“女职工”").wait_for()
    visitor.look("people-registry-view-changed")
    page.locator("#views-menu > summary").click()
    page.get_by_role("link", name="修改视图“女职工”").click()
    visitor.look("people-view")
    page.get_by_role("button", name="删除这个视图").click()
    page.get_by_text("视图“女职工”已删除").wait_for()
