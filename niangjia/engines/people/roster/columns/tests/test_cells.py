"""Cells of each field, as they come."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.engines.people import codes
from niangjia.engines.people.roster.columns import FIELDS, tables
from niangjia.engines.people.roster.columns.cells import LONGEST, Found
from niangjia.engines.people.roster.columns.checking import reader_of
from niangjia.engines.people.roster.columns.problems import ERRORS, WARNINGS
from niangjia.foundation.identity import DocumentKind

TODAY = date(2026, 11, 20)


def read(field: str, raw: Any) -> Any:
    return reader_of(field, TODAY)(raw)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("王小梅", "王小梅"),
        ("王　梅", "王梅"),
        (" 王 小 梅 ", "王小梅"),
        ("\u200b王小梅\ufeff", "王小梅"),
        ("阿不都•热合曼", "阿不都·热合曼"),
        ("'王小梅", "王小梅"),
        ("Ｍary Ann", "Mary Ann"),
        ("", None),
        ("无", None),
        ("—", None),
        ("王1", Found(None, "no_name")),
        (12, Found(None, "no_name")),
        ("王" * 65, Found(None, "too_long")),
        ("王", Found("王", "odd_name")),
        ("王梅(退休)", Found("王梅(退休)", "odd_name")),
    ],
)
def test_names(raw: Any, name: Any) -> None:
    assert read("name", raw) == name


@pytest.mark.parametrize(
    ("field", "raw", "code"),
    [
        ("sex", "男", "1"),
        ("sex", 1.0, "1"),
        ("sex", "2", "2"),
        ("sex", "女性", "2"),
        ("ethnicity", "汉", "01"),
        ("ethnicity", "汉族", "01"),
        ("ethnicity", 1, "01"),
        ("ethnicity", "05", "05"),
        ("ethnicity", "维吾尔", "05"),
        ("education", "本科", "20"),
        ("education", "大学", "20"),
        ("education", " 大学本科 ", "20"),
        ("education", 20, "20"),
        ("education", "硕士", "10"),
        ("education", "技校", "40"),
        ("education", "90", "80"),
        ("political", "党员", "01"),
        ("political", "13-群众", "13"),
        ("political", "01 中共党员", "01"),
        ("political", 3, "03"),
        ("household", "外地农村", "4"),
        ("skill", "三级/高级工", "4"),
        ("skill", "高级技师", "6"),
        ("work_state", "在职", "1"),
        ("new_form", "外卖骑手", "6"),
        ("new_form", "网约车司机", "9"),
        ("employment", "劳务派遣", "dispatched"),
        ("document_kind", "身份证", "resident_id"),
        ("document_kind", "回乡证", "hk_macau_permit"),
        ("document_kind", "111", "resident_id"),
        ("is_migrant", "是", True),
        ("is_migrant", "否", False),
        ("is_migrant", 0.0, False),
        ("is_migrant", True, True),
        ("is_migrant", "√", True),
        ("is_migrant", "无", False),
        ("household_region", "河南省周口市西华县", "411622"),
        ("household_region", 411622.0, "411622"),
        ("union_code", 1001.0, "1001"),
        ("union_code", "00123", "00123"),
        ("employer_code", " 81110101123456788a", "81110101123456788A"),
        ("bank_card", "6222 0210 0111 2245 580", Found(None, "bad_card")),
        ("document_until", "2020.01.01-2040.01.01", date(2040, 1, 1)),
        ("document_until", "2020.01.01至长期", None),
        ("document_until", "长期", None),
        ("joined", 44348.0, date(2021, 6, 1)),
        ("joined", "2021年", Found(date(2021, 1, 1), "no_day")),
        ("joined", "2030-01-01", Found(None, "future_date")),
        ("job", '="车工"', "车工"),
        ("address", "建设路12号 （老）", "建设路12号 （老）"),
        ("address", "路\r\n12号\t3室", "路 12号 3室"),
    ],
)
def test_values(field: str, raw: Any, code: Any) -> None:
    assert read(field, raw) == code


@pytest.mark.parametrize("field", [*tables.TABLES, "is_migrant", "household_region"])
def test_unknown_values_are_said(field: str) -> None:
    assert read(field, "某某").code in ("unknown_value", "unknown_region")
    assert read(field, "") is None


@pytest.mark.parametrize("field", ["union_code", "member_number", "employer_code", "bank_card", "union"])
def test_figures_that_lost_digits(field: str) -> None:
    assert read(field, 9.11101051234568e17) == Found(None, "lost_digits")
    if field in ("employer_code", "bank_card"):
        assert read(field, "9.1110105E+17") == Found(None, "lost_digits")


@pytest.mark.parametrize("field", [field for field in LONGEST if field != "name"])
def test_too_long(field: str) -> None:
    assert read(field, "长" * (LONGEST[field] + 1)) == Found(None, "too_long")
    assert read(field, "长" * LONGEST[field]) == "长" * LONGEST[field]


@pytest.mark.parametrize(
    ("raw", "phones"),
    [
        ("13800138000", ("+8613800138000",)),
        (13800138000.0, ("+8613800138000",)),
        ("138 0013 8000", ("+8613800138000",)),
        ("138-0013-8000", ("+8613800138000",)),
        ("+86 13800138000", ("+8613800138000",)),
        ("008613800138000", ("+8613800138000",)),
        ("8613800138000", ("+8613800138000",)),
        ("１３８００１３８０００", ("+8613800138000",)),
        ("\u202d13800138000\u202c", ("+8613800138000",)),
        ("'13800138000", ("+8613800138000",)),
        ("13800138000/13900139000", ("+8613800138000", "+8613900139000")),
        ("13800138000、13900139000", ("+8613800138000", "+8613900139000")),
        ("13800138000 13900139000", ("+8613800138000", "+8613900139000")),
        ("13800138000\n13900139000", ("+8613800138000", "+8613900139000")),
        ("13800138000或13900139000", ("+8613800138000", "+8613900139000")),
        ("手机：13800138000", ("+8613800138000",)),
        ("13800138000；13800138000", ("+8613800138000",)),
        ("010-65551234", ("+861065551234",)),
        ("(010)65551234转801", ("+861065551234",)),
        ("65551234", Found(("65551234",), "odd_phone")),
        ("1380013800", Found(("1380013800",), "odd_phone")),
        ("13800138000/123", Found(("+8613800138000",), "odd_phone")),
        ("1.38E+10", Found(None, "bad_phone")),
        ("问班长", Found(None, "bad_phone")),
        ("无", None),
        ("", None),
    ],
)
def test_phones(raw: Any, phones: Any) -> None:
    assert read("phone", raw) == phones


def test_every_code_has_a_word_and_no_word_two_codes() -> None:
    choices: dict[str, Any] = {
        "education": codes.Education, "political": codes.PoliticalStatus, "household": codes.HouseholdType,
        "skill": codes.SkillGrade, "work_state": codes.WorkState, "new_form": codes.NewForm,
        "document_kind": DocumentKind,
    }  # fmt: skip
    for field, known in choices.items():
        assert set(tables.TABLES[field]) == set(known.values)
    for field, table in tables.TABLES.items():
        words = [word for names in table.values() for word in names]
        assert len(set(words)) == len(words), field
        for code, names in table.items():
            assert {read(field, name) for name in names} == {code}
            assert read(field, code) == code
    assert len(tables.PEOPLES) == 56


def test_titles_mean_one_field_each() -> None:
    words = [word for field in FIELDS.values() for word in set(field.synonyms)]
    assert len(set(words)) == len(words)


ANYTHING = st.text() | st.floats() | st.integers() | st.booleans() | st.dates() | st.datetimes() | st.none()


@given(st.sampled_from(sorted(FIELDS)), ANYTHING)
def test_nothing_is_too_strange(field: str, raw: Any) -> None:
    if not FIELDS[field].taken or field in ("document_number", "born"):
        return
    found = read(field, raw)
    if type(found) is Found:
        assert found.code in ERRORS or found.code in WARNINGS
