"""Headings are found, whatever stands above and around them; columns are recognised by them."""

# ruff: noqa: E501 - tables of examples
from __future__ import annotations

from typing import Any

import pytest

from niangjia.engines.people.roster.columns import find_heading, guess

ROW: list[Any] = [1.0, "王小梅", "110000199001010021", "13800138000"]


def test_title_lines_above() -> None:
    head = [
        ["青禾市会员花名册"],
        ["填报单位：第一工会", "", "日期：2026"],
        [],
        ["序号", "姓名", "身份证号", "手机"],
        ROW,
    ]
    heading = find_heading(head)
    assert heading
    assert (heading.first, heading.last, heading.titles) == (4, 4, ["序号", "姓名", "身份证号", "手机"])


def test_two_lines_with_groups() -> None:
    head: list[list[Any]] = [
        ["会员信息采集表", "", "", "", "", ""],
        ["序号", "基本信息", "", "", "联系方式", ""],
        ["", "姓名", "性别", "证件号码", "手机", "住址"],
        [1, "王梅", "女", "110000199001010021", "13800138000", "路"],
    ]
    merged = [(0, 0, 0, 5), (1, 0, 2, 0), (1, 1, 1, 3), (1, 4, 1, 5)]
    heading = find_heading(head, merged)
    assert heading
    assert (heading.first, heading.last) == (2, 3)
    assert heading.titles == [
        "序号",
        "基本信息 姓名",
        "基本信息 性别",
        "基本信息 证件号码",
        "联系方式 手机",
        "联系方式 住址",
    ]
    assert list(guess(heading.titles).values()) == ["serial", "name", "sex", "document_number", "phone", "address"]


def test_two_lines_where_the_name_is_merged_down() -> None:
    head = [
        ["姓名", "证件", "", "联系电话"],
        ["", "类型", "号码", ""],
        ["王梅", "身份证", "110000199001010021", "138"],
    ]
    heading = find_heading(head, [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)])
    assert heading
    assert (heading.first, heading.last, heading.titles) == (1, 2, ["姓名", "证件 类型", "证件 号码", "联系电话"])
    assert guess(heading.titles) == {0: "name", 1: "document_kind", 2: "document_number", 3: "phone"}


def test_the_first_row_of_people_is_no_heading() -> None:
    head = [["姓名", "民族", "备注"], ["", "汉族", ""], ["王梅", "汉族", "好"]]
    heading = find_heading(head)
    assert heading
    assert heading.last == 1


@pytest.mark.parametrize(
    "head",
    [
        [],
        [[]],
        [["填表说明"], ["1. 姓名必须填写"], ["2. 身份证号以文本格式填写"]],
        [["民族", "文化程度", "政治面貌"], ["汉族", "大学", "群众"]],
        [["数据字典"], ["代码", "名称"], ["01", "汉族"]],
        [[1.0, 2.0], [3.0, 4.0]],
    ],
)
def test_no_table(head: list[list[Any]]) -> None:
    assert find_heading(head) is None


def test_names_alone_are_a_table() -> None:
    heading = find_heading([["职工名单"], ["姓名"], ["王梅"]])
    assert heading
    assert heading.first == 2


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("证件号码", "document_number"), ("身份证号", "document_number"), ("公民身份号码", "document_number"),
        ("居民身份证", "document_number"), ("*身份证号码（必填）", "document_number"), ("身份证\n号码", "document_number"),
        ("身 份 证 号", "document_number"), ("会员身份证号码(18位)", "document_number"),
        ("姓 名", "name"), ("职工姓名", "name"), ("姓名*", "name"), ("名字", "name"),
        ("联系电话", "phone"), ("手机号码", "phone"), ("联系方式", "phone"), ("本人手机号", "phone"),
        ("入会时间", "joined"), ("入会时间（年月）", "joined"), ("工会名称", "union"), ("所在基层工会", "union"),
        ("工作单位", "employer"), ("单位名称（全称）", "employer"), ("文化程度", "education"), ("学历", "education"),
        ("政治面貌", "political"), ("民族", "ethnicity"), ("户籍", "household"), ("籍贯", "native_place"),
        ("技术等级", "skill"), ("职称", ""), ("序号", ""), ("备注", ""), ("年龄", ""),
        ("紧急联系人电话", ""), ("配偶姓名", ""), ("家庭成员 姓名", ""), ("法定代表人", ""), ("主席姓名", ""),
        ("原工会名称", ""), ("会籍变化时间", ""), ("什么", ""), ("", ""),
    ],
)  # fmt: skip
def test_titles(title: str, field: str) -> None:
    found = guess([title])
    assert {key for key in found.values() if key not in ("serial", "note", "age")} == ({field} if field else set())


def test_no_field_twice_but_phones() -> None:
    assert guess(["姓名", "名字", "手机", "固定电话"]) == {0: "name", 2: "phone", 3: "phone"}


def test_exact_titles_go_first() -> None:
    assert guess(["学历证明", "文化程度"]) == {1: "education"}


def test_a_layout_and_what_was_remembered_go_first() -> None:
    titles = ["人员", "号码", "姓名", "手机"]
    layout = [("人员", "name"), ("号码", "document_number")]
    assert guess(titles, layout) == {0: "name", 1: "document_number", 3: "phone"}
    assert guess(titles, layout, {"号码": "member_number", "手机": ""}) == {0: "name", 1: "member_number"}
    assert guess(titles, None, {"姓名": "no_such_field"}) == {2: "name", 3: "phone"}


def test_a_group_of_a_union_gives_way_to_the_union() -> None:
    assert guess(["姓名", "身份证号", "工会小组", "工会名称"]) == {0: "name", 1: "document_number", 3: "union"}
    assert guess(["姓名", "身份证号", "所属分工会", "工会全称"])[3] == "union"
    assert guess(["姓名", "身份证号", "分工会"])[2] == "union"
