"""Whole rows: values, errors, warnings, and lines that are nobody."""

# ruff: noqa: E501 - tables of examples
from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn.ric import calc_check_digit

from niangjia.engines.people.roster.columns import ERRORS, WARNINGS, checker, guess, is_error, sentence
from niangjia.engines.people.roster.shapes import Checked, DocumentValue, Problem, Row

TODAY = date(2026, 11, 20)
TITLES = [
    "序号",
    "姓名",
    "性别",
    "出生日期",
    "证件类型",
    "证件号码",
    "手机号码",
    "工会名称",
    "入会日期",
    "学历",
    "备注",
]


def made(body: str) -> str:
    """A number with its check character."""
    return body + calc_check_digit(body + "0")


WOMAN, MAN, OLD = "110000199001010021", "110000199001010013", "11010519491231002X"
KEYS = ("serial", "name", "sex", "born", "kind", "number", "phone", "union", "joined", "education", "note")


def check(cells: list[Any], titles: list[str] = TITLES, *, default_union: bool = False) -> Checked | None:
    mapping = guess(titles)
    return checker(mapping, today=TODAY, default_union=default_union, titles=titles)(Row(7, cells))


def person(**given: Any) -> Checked:
    usual = {"name": "王小梅", "number": WOMAN, "phone": "13800138000", "union": "青禾工会"}
    found = check([(usual | given).get(key) for key in KEYS])
    assert found
    return found


def codes_of(problems: list[Problem]) -> set[tuple[str, str]]:
    return {tuple(problem) for problem in problems}  # type: ignore[misc]


def test_a_good_row() -> None:
    found = person(sex="女", born="1990.01", kind="居民身份证", joined="2021年6月1日", education="大专")
    assert found == Checked(
        7,
        {
            "name": "王小梅",
            "documents": (DocumentValue("resident_id", WOMAN, None),),
            "sex": "2",
            "born": date(1990, 1, 1),
            "union": "青禾工会",
            "joined": date(2021, 6, 1),
            "education": "30",
            "phones": ("+8613800138000",),
        },
        [],
        [],
        (),
    )


@pytest.mark.parametrize(
    "number",
    [
        OLD, "11010519491231002x", " 11010519491231002X ", "1101 0519 4912 3100 2X", "１１０１０５１９４９１２３１００２Ｘ",
        "'11010519491231002X", "\u200b11010519491231002X\u00a0", "11010519491231002Χ", '="11010519491231002X"',
        "‘11010519491231002X’", "110105-19491231-002X",
    ],
)  # fmt: skip
def test_numbers_in_every_spelling(number: str) -> None:
    assert person(number=number).values["documents"][0].number == OLD


def test_old_numbers_become_new_ones() -> None:
    for number in ("110000900101001", 110000900101001.0, 110000900101001):
        found = person(number=number)
        assert found.values["documents"][0].number.startswith("11000019900101001")
        assert codes_of(found.warnings) == {("document_number", "converted")}


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (1.1010519491231e17, "lost_digits"),
        (110105194912310021, "lost_digits"),
        ("1.10105E+17", "lost_digits"),
        ("1.10105194912310E+17", "lost_digits"),
        ("110105194912310000", "lost_digits"),
        ("110105194912310000.0", "lost_digits"),
        ("110105194912310022", "check_digit"),
        ("11010519491331002X", "impossible_date"),
        ("110105199002300021", "impossible_date"),
        ("11010519491231002", "length"),
        ("11010519491231002XX", "length"),
        ("1101051949123100A2", "characters"),
        ("19900101", "length"),
        (19900101.0, "length"),
        ("123", "length"),
        ("A1", "length"),
        ("丢了", "length"),
        ("AB12CD34", "kind_unclear"),
        ("110105209912310021", "future_date"),
        ("11010518001231002X", "too_old"),
        (date(1990, 1, 1), "length"),
    ],
)
def test_errors_of_numbers(number: Any, code: str) -> None:
    found = person(number=number)
    assert codes_of(found.errors) == {("document_number", code)}
    assert "documents" not in found.values


@pytest.mark.parametrize(
    ("kind", "number", "stored", "value"),
    [
        ("护照", "e12345678", "passport", "E12345678"),
        ("护照", 123456789.0, "passport", "123456789"),
        ("港澳居民来往内地通行证", "H1234567802", "hk_macau_permit", "H12345678"),
        ("台胞证", "01234567", "taiwan_permit", "01234567"),
        ("台胞证", 12345678.0, "taiwan_permit", "12345678"),
        ("港澳台居民居住证", made("83000019900101002"), "taiwan_residence", made("83000019900101002")),
        ("港澳台居民来往内地通行证", "01234567", "taiwan_permit", "01234567"),
        (None, "H12345678", "hk_macau_permit", "H12345678"),
        (None, "E12345678", "passport", "E12345678"),
        (None, made("83000019900101002"), "taiwan_residence", made("83000019900101002")),
    ],
)
def test_other_documents(kind: str | None, number: Any, stored: str, value: str) -> None:
    found = person(kind=kind, number=number)
    assert found.errors == []
    assert found.values["documents"] == (DocumentValue(stored, value, None),)
    assert bool(kind) != (("document_number", "kind_guessed") in codes_of(found.warnings))


@pytest.mark.parametrize(
    ("kind", "number", "code"),
    [
        ("台胞证", 1234567.0, "lost_digits"),
        ("护照", 1234567.0, "lost_digits"),
        ("身份证", "H12345678", "length"),
        ("身份证", made("83000019900101002"), "other_kind"),
        ("台湾居民居住证", WOMAN, "other_kind"),
    ],
)
def test_errors_of_other_documents(kind: str, number: Any, code: str) -> None:
    assert codes_of(person(kind=kind, number=number).errors) == {("document_number", code)}


def test_what_is_missing() -> None:
    found = person(name="", phone=None, union="无")
    assert codes_of(found.errors) == {("name", "name_missing"), ("union", "union_missing")}
    assert codes_of(found.warnings) == {("phone", "no_phone")}
    cells = [None, "王梅", None, None, None, WOMAN]
    assert check(cells, default_union=True).errors == []  # type: ignore[union-attr]
    no_phones = check([WOMAN, "王梅"], ["身份证", "姓名"], default_union=True)
    assert no_phones
    assert no_phones.warnings == []


def test_without_document_a_row_is_no_error() -> None:
    found = person(number=None, sex="女", born="1990-05-06")
    assert found.errors == []
    assert "documents" not in found.values
    assert (found.values["sex"], found.values["born"]) == ("2", date(1990, 5, 6))
    assert codes_of(person(number=None, born="1990.5").warnings) == {("born", "no_day")}
    assert codes_of(person(number=None, born="1990-02-30").errors) == {("born", "impossible_date")}
    assert codes_of(person(number=None, born="2030-01-01").errors) == {("born", "future_date")}


def test_the_document_is_right() -> None:
    found = person(sex="男", born="1991-01-01")
    assert (found.values["sex"], found.values["born"]) == ("2", date(1990, 1, 1))
    assert codes_of(found.warnings) == {("sex", "sex_differs"), ("born", "born_differs")}
    for born in ("1990.1", "1990", 32874.0, "19900101", "1990年1月"):
        assert person(born=born).warnings == []
    assert codes_of(person(born="乱").warnings) == {("born", "born_differs")}


def test_ages() -> None:
    assert codes_of(person(number=made("11000020110101001")).errors) == {("document_number", "under_16")}
    assert codes_of(person(number=OLD).warnings) == {("document_number", "over_70")}
    assert codes_of(person(number=None, born="2015-01-01").errors) == {("born", "under_16")}
    assert person(number=None, born="2010-11-20").errors == []
    assert codes_of(person(number=None, born="2010-11-21").errors) == {("born", "under_16")}
    assert person(number=None, born="1955-11-21").warnings == []
    assert codes_of(person(number=None, born="1955-11-20").warnings) == {("born", "over_70")}


def test_odd_areas_and_zeros() -> None:
    assert codes_of(person(number=made("11999919900101001")).warnings) == {("document_number", "unknown_area")}
    zeros = [number for number in (made(f"1101011990{day:04}100") for day in range(101, 131)) if number[-1] == "0"]
    assert zeros
    for number in zeros:
        assert codes_of(person(number=number).warnings) == {("document_number", "ends_in_zeros")}


def test_joining_before_fourteen_is_not_taken() -> None:
    found = person(joined="1995-01-01")
    assert codes_of(found.warnings) == {("joined", "early")}
    assert "joined" not in found.values


def test_formulas_are_told_by_field() -> None:
    row = Row(3, [1.0, "王梅", "", "", "", WOMAN, "13800138000", "工会"], frozenset({0, 1, 5, 99}))
    found = checker(guess(TITLES), today=TODAY, default_union=False)(row)
    assert found
    assert found.formulas == ("name", "document_number")
    assert codes_of(found.warnings) == set()


def test_a_formula_without_a_stored_value_is_said() -> None:
    row = Row(3, ["", "", "", "", "", WOMAN, "13800138000", "工会"], frozenset({1}))
    found = checker(guess(TITLES), today=TODAY, default_union=False)(row)
    assert found
    assert codes_of(found.warnings) == {("name", "formula_empty")}


@pytest.mark.parametrize("cell", ["同上", " 同上 ", "〃", "#N/A", "#REF!", "#n/a"])
@pytest.mark.parametrize("field", ["union", "number"])
@pytest.mark.parametrize("default_union", [True, False])
def test_what_stands_for_a_union_or_a_document_is_not_nothing(cell: str, field: str, *, default_union: bool) -> None:
    usual = {"name": "王小梅", "number": WOMAN, "phone": "13800138000", "union": "青禾工会"}
    found = check([(usual | {field: cell}).get(key) for key in KEYS], default_union=default_union)
    assert found
    key = {"number": "document_number"}.get(field, field)
    assert codes_of(found.errors) == {(key, "unresolved")}
    assert "直接填写" in sentence(found.errors[0]) or "itself" in sentence(found.errors[0])


@pytest.mark.parametrize("cell", ["无", "-", "暂无", "/"])
def test_nothing_stays_nothing(cell: str) -> None:
    found = check(["", "王小梅", "", "", "", cell, "13800138000", cell], default_union=True)
    assert found
    assert found.errors == []


@pytest.mark.parametrize(("at", "field"), [(5, "document_number"), (7, "union")])
def test_a_formula_without_a_stored_value_is_an_error_where_it_decides(at: int, field: str) -> None:
    cells: list[Any] = ["", "王梅", "", "", "", WOMAN, "13800138000", "工会"]
    cells[at] = ""
    found = checker(guess(TITLES), today=TODAY, default_union=True)(Row(3, cells, frozenset({at})))
    assert found
    assert codes_of(found.errors) == {(field, "unresolved")}


def test_short_rows() -> None:
    found = check([1, "王梅"], default_union=True)
    assert found
    assert (found.values, found.errors) == ({"name": "王梅"}, [])


@pytest.mark.parametrize(
    "cells",
    [
        [],
        [None, "", "  ", "\u00a0"],
        [12.0, "", ""],
        TITLES,
        ["序号", "姓 名", "性别", "", "", "身份证号码", "联系电话"],
        ["", "合计", "", "", "", "", "", "", "", "", 3.0],
        ["合 计", 120.0],
        ["总计：", "", "", "", "", "120人"],
        ["小计"],
        ["共120人"],
        ["本表共 120 人"],
        ["注：本表一式两份"],
        ["说明：1. 姓名必填；2. 身份证号以文本填写"],
        ["填表说明"],
        ["填表人：张三", "", "", "审核人：李四", "", "日期：2026年1月1日"],
        ["", "单位负责人（签字）：", "", "", "填表人："],
        ["第1页 共3页"],
        ["青禾市第一工会会员花名册"],
        ["第一车间"],
        ["", "生产部"],
        ["示例", "张三", "男", "", "", "身份证号", "13800138000", "某工会"],
        ["", "", "", "", "", "", "", "", "", "", "备注而已"],
        ["一、本表由基层工会填写，请于每季度末前报送上级工会，逾期不予受理，谢谢合作"],
    ],
)
def test_nobody(cells: list[Any]) -> None:
    assert check(cells) is None


@pytest.mark.parametrize(
    "cells",
    [
        ["1", "合计", "", "", "", WOMAN],
        [1.0, "王梅", "", "", "", "", "", "青禾工会"],
        [1.0, "王梅"],
        ["", "王梅"],
        ["合计", "王梅", "", "", "", WOMAN],
        ["", "", "", "", "", WOMAN, "13800138000"],
        ["", "", "", "", "", "", "13800138000", "青禾工会"],
        ["", "注金花", "", "", "", "", "", "青禾工会"],
        ["", "共同", "", "", "", "", "", "青禾工会"],
    ],
)
def test_somebody(cells: list[Any]) -> None:
    assert check(cells) is not None


def test_the_second_line_of_a_repeated_heading() -> None:
    titles = ["姓名", "证件 类型", "证件 号码", "联系电话"]
    mapping = guess(titles)
    row = checker(mapping, today=TODAY, default_union=True, titles=titles)
    assert row(Row(40, ["姓名", "证件", "", "联系电话"])) is None
    assert row(Row(41, ["", "类型", "号码", ""])) is None


def test_words_of_a_layout() -> None:
    row = checker({0: "name", 1: "education"}, today=TODAY, default_union=True, words={"education": {"甲等": "20"}})
    found = row(Row(1, ["王梅", "甲等"]))
    assert found
    assert found.values["education"] == "20"


def test_every_problem_has_a_sentence() -> None:
    assert not ERRORS.keys() & WARNINGS.keys()
    for code in ERRORS | WARNINGS:
        assert sentence(Problem("name", code))
        assert is_error(Problem("name", code)) is (code in ERRORS)


CELLS = st.none() | st.text(max_size=30) | st.floats() | st.integers() | st.booleans() | st.dates() | st.datetimes()


@given(st.lists(CELLS, max_size=14), st.booleans())
def test_no_row_is_too_strange(cells: list[Any], default_union: bool) -> None:
    found = check(cells, default_union=default_union)
    if found:
        assert all(problem.code in ERRORS for problem in found.errors)
        assert all(problem.code in WARNINGS for problem in found.warnings)


def test_it_is_quick() -> None:
    """A row of 21 columns takes some 20 µs; ten times that would be a mistake, not a busy machine."""
    titles = [
        *TITLES,
        "民族",
        "政治面貌",
        "户籍类型",
        "籍贯",
        "工作单位",
        "技能等级",
        "就业情况",
        "是否农民工",
        "家庭住址",
        "会员证号",
    ]
    line: list[Any] = [1.0, "王小梅", "女", date(1990, 1, 1), "身份证", WOMAN, "13800138000", "青禾工会", "2021-06-01", "大专", "",
            "汉族", "群众", "本地城镇", "青禾", "某公司", "初级工", "在岗", "否", "某路1号", "0001"]  # fmt: skip
    row = checker(guess(titles), today=TODAY, default_union=False, titles=titles)
    started = time.process_time()
    for number in range(5000):
        row(Row(number, line))
    assert (time.process_time() - started) / 5000 < 400e-6
