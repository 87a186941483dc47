"""Layouts go both ways: what is written is read as the same values, and written again as the same cells."""

# ruff: noqa: E501 - tables of examples
from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn.ric import calc_check_digit

from niangjia.engines.people.roster.columns import FIELDS, checker, find_heading, guess
from niangjia.engines.people.roster.columns.tables import TABLES
from niangjia.engines.people.roster.layouts import BadLayout, Layout, Standing, cells_of, load, shipped
from niangjia.engines.people.roster.layouts.formats import DATED, FORMS
from niangjia.engines.people.roster.reading import look_into, rows_of
from niangjia.engines.people.roster.shapes import DocumentValue, Row, Values
from niangjia.engines.people.roster.tests import books

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TODAY = date(2026, 11, 20)
LAYOUTS = list(shipped().values())


def coded(field: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(TABLES[field]))


def citizen(born: date, order: int) -> str:
    body = f"410102{born:%Y%m%d}{order:03}"
    return body + calc_check_digit(body + "0")


@st.composite
def values(draw: st.DrawFn) -> Values:
    """Whatever a person's row can say."""
    born = draw(st.dates(date(1957, 1, 1), date(2005, 1, 1)))
    number = citizen(born, draw(st.integers(1, 999)))
    days = st.dates(date(born.year + 18, 1, 1), TODAY)
    words = st.text("青禾市工会机械有限公司建设路王李第一二三", min_size=2, max_size=12)
    mobiles = st.integers(13_000_000_000, 19_999_999_999).map(lambda figure: f"+86{figure}")
    told: dict[str, Any] = {
        "name": draw(words), "sex": "1" if int(number[16]) % 2 else "2", "born": born,
        "documents": (DocumentValue("resident_id", number, draw(st.none() | st.dates(TODAY, date(2060, 1, 1)))),),
        "union": draw(words), "joined": draw(days),
    }  # fmt: skip
    optional: dict[str, st.SearchStrategy[Any]] = {
        **{field: coded(field) for field in TABLES if field not in ("sex", "document_kind")},
        "employed": days, "phones": mobiles.map(lambda phone: (phone,)), "address": words, "employer": words,
        "employer_code": st.sampled_from(["81110101123456788A", "893100000000000191"]), "job": words,
        "is_migrant": st.booleans(), "household_region": st.sampled_from(["411622", "110105", "330106"]),
        "native_place": words, "platform": words, "union_code": st.from_regex("[A-Z][0-9]{3}", fullmatch=True),
        "member_number": st.from_regex("[0-9]{6}", fullmatch=True), "bank_card": st.just("6222021001112247"),
    }  # fmt: skip
    told |= {key: draw(strategy) for key, strategy in optional.items() if draw(st.booleans())}
    return told  # type: ignore[return-value]


def reader(layout: Layout) -> Callable[[Row], Any]:
    mapping = guess(layout.titles, layout.pairs)
    return checker(mapping, today=TODAY, default_union=True, titles=layout.titles, words=layout.readings)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.key)
@given(told=values(), number=st.integers(1, 10**6))
def test_out_and_in_and_out(layout: Layout, told: Values, number: int) -> None:
    cells = cells_of(layout, told, number=number, today=TODAY)
    found = reader(layout)(Row(1, list(cells)))
    assert found is not None
    assert found.errors == []
    held = {column.field for column in layout.columns}
    held |= {"documents", "sex", "born"} if "document_number" in held else set()
    held |= {"phones"} if "phone" in held else set()
    kept = {key: value for key, value in told.items() if key in held}
    if "document_until" not in held:
        kept["documents"] = (told["documents"][0]._replace(valid_until=None),)
    assert found.values == kept
    assert cells_of(layout, found.values, number=number, today=TODAY) == cells


def written(layout: Layout, rows: list[Values]) -> list[list[Any]]:
    """The lines of a file in a layout, as somebody else's system would export it."""
    groups = [column.group for column in layout.columns]
    first = [group if group and group != before else "" for before, group in zip(["", *groups], groups, strict=False)]
    above: list[list[Any]] = [[line] for line in layout.above]
    heading: list[list[Any]] = [[column.header for column in layout.columns]]
    if any(groups):
        heading = [first, *heading]
    body = [list(cells_of(layout, row, number=number, today=TODAY)) for number, row in enumerate(rows, start=1)]
    return [*above, *heading, *body, *([line] for line in layout.below)]


def merged(layout: Layout) -> Callable[..., None]:
    def more(_book: Any, sheets: list[Any]) -> None:
        line = len(layout.above)
        groups = [column.group for column in layout.columns]
        for group in dict.fromkeys(filter(None, groups)):
            at = [column for column, other in enumerate(groups) if other == group]
            sheets[0].merge_range(line, at[0], line, at[-1], group)

    return more


SAMPLE: list[Values] = [
    {
        "name": name, "documents": (DocumentValue("resident_id", number, None),), "sex": sex, "born": born, "union": "青禾第一工会",
        "joined": date(2015, 6, 1), "phones": ("+8613800138000",), "education": education, "political": "13", "ethnicity": "05",
        "household": "2", "household_region": "411622", "is_migrant": True, "work_state": "2", "skill": "4", "employer": "青禾机械厂",
        "address": "建设路1号（东）", "native_place": "河南西华", "bank_card": "6222021001112247", "job": "车工",
        "employed": date(2014, 3, 1), "member_number": "000123", "union_code": "A01", "employer_code": "81110101123456788A",
    }
    for name, number, sex, born, education in (
        ("王小梅", "110000199001010021", "2", date(1990, 1, 1), "20"),
        ("阿不都·热合曼", "110000199001010013", "1", date(1990, 1, 1), "80"),
    )
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.key)
@pytest.mark.parametrize("kind", ["xlsx", "wps", "gb18030"])
def test_files(tmp_path: Path, layout: Layout, kind: str) -> None:
    """A layout's file goes in and comes out equal, cell by cell."""
    lines = written(layout, SAMPLE)
    if kind == "gb18030":
        content = books.text(lines, encoding="gb18030")
    else:
        content = books.xlsx({"会员": lines}, more=merged(layout))
        content = books.as_wps(content) if kind == "wps" else content
    path = tmp_path / "upload"
    path.write_bytes(content)
    sheet = look_into(path).sheets[0]
    heading = find_heading(sheet.head, sheet.merged)
    assert heading
    mapping = guess(heading.titles, layout.pairs)
    if kind != "gb18030" or not any(column.group for column in layout.columns):
        assert heading.titles == layout.titles
        assert [mapping.get(at) for at in range(len(layout.columns))] == [column.field for column in layout.columns]
    else:
        mapping = {at: column.field for at, column in enumerate(layout.columns)}  # a text can't merge cells
    check = checker(mapping, today=TODAY, default_union=True, titles=heading.titles, words=layout.readings)
    rows = [row for batch in rows_of(path, sheet.name, after=heading.last) for row in batch]
    found = [(row, checked) for row in rows if (checked := check(row))]
    assert len(found) == len(SAMPLE)
    for number, (row, checked) in enumerate(found, start=1):
        again = cells_of(layout, checked.values, number=number, today=TODAY)
        shown = [str(cell or "") for cell in again] if kind == "gb18030" else [cell or "" for cell in again]
        assert shown == [*row.cells, *[""] * (len(shown) - len(row.cells))]


def test_shipped() -> None:
    assert [layout.key for layout in LAYOUTS] == ["ours", "city", "employer", "province", "roll"]
    assert [layout.standing for layout in LAYOUTS] == [Standing.OURS, *[Standing.SAMPLE] * 4]
    everything = {column.field for column in shipped()["ours"].columns}
    assert {key for key, field in FIELDS.items() if field.taken} - everything == {"union_code"}


def test_several_phones() -> None:
    one = load(json.dumps({"key": "one", "title": "一", "columns": [
        {"header": "姓名", "field": "name"}, {"header": "手机", "field": "phone"}]}))  # fmt: skip
    two = load(json.dumps({"key": "two", "title": "二", "columns": [
        {"header": "姓名", "field": "name"}, {"header": "手机", "field": "phone"}, {"header": "座机", "field": "phone"}]}))  # fmt: skip
    told = Values(name="王梅", phones=("+8613800138000", "+861065551234"))
    assert cells_of(one, told, number=1, today=TODAY)[1] == "13800138000、01065551234"
    assert cells_of(two, told, number=1, today=TODAY)[1:] == ["13800138000", "01065551234"]
    for layout in (one, two):
        found = reader(layout)(Row(1, list(cells_of(layout, told, number=1, today=TODAY))))
        assert found.values["phones"] == told["phones"]


def test_ages_and_what_is_not_said() -> None:
    layout = load(json.dumps({"key": "ages", "title": "龄", "columns": [
        {"header": "姓名", "field": "name"}, {"header": "年龄", "field": "age"}, {"header": "备注", "field": "note"}]}))  # fmt: skip
    assert cells_of(layout, {"name": "王", "born": date(1990, 11, 21)}, number=1, today=TODAY) == ["王", 35, None]
    assert cells_of(layout, {}, number=1, today=TODAY) == [None, None, None]


@pytest.mark.parametrize("field", sorted(FORMS))
def test_every_form_can_be_read(field: str) -> None:
    for form in FORMS[field]:
        layout = load(json.dumps({"key": "some", "title": "某", "columns": [
            {"header": "姓名", "field": "name"}, {"header": "某", "field": field, "form": form}]}))  # fmt: skip
        value = date(2001, 2, 1) if field in DATED else "某"
        assert len(cells_of(layout, {"name": "王", field: value}, number=1, today=TODAY)) == 2  # type: ignore[misc]


BAD: list[tuple[Any, str]] = [
    ("", "JSON"),
    ("[" * 100_000, "JSON"),
    ("[]", "object"),
    ({}, "“key”"),
    ({"key": "No"}, "“key”"),
    ({"title": ""}, "“title”"),
    ({"standing": "holy"}, "“standing”"),
    ({"standing": []}, "“standing”"),
    ({"colour": 1}, "“colour”"),
    ({"above": "x"}, "“above”"),
    ({"columns": []}, "“columns”"),
    ({"columns": [7]}, "Column 1"),
    ({"columns": [{"header": "姓名", "field": "nam"}]}, "“name”"),
    ({"columns": [{"header": "", "field": "name"}]}, "“header”"),
    ({"columns": [{"header": "姓名", "field": "name", "form": "x"}]}, "“form”"),
    ({"columns": [{"header": "姓名", "field": "name", "width": "9"}]}, "“width”"),
    ({"columns": [{"header": "姓名", "field": "name", "group": 3}]}, "“group”"),
    ({"columns": [{"header": "姓名", "field": "name", "size": 3}]}, "“size”"),
    ({"columns": [{"header": "性别", "field": "sex"}]}, "“name” is needed"),
    ({"columns": [{"header": "姓名", "field": "name"}] * 2}, "same header"),
    ({"columns": [{"header": "姓名", "field": "name"}, {"header": "名", "field": "name"}]}, "same field"),
    ({"columns": [{"header": "姓名", "field": ["name"]}]}, "no field"),
    ({"words": []}, "“words”"),
    ({"words": {"name": {}}}, "“name”"),
    ({"words": {"education": {"99": "x"}}}, "“99”"),
    ({"words": {"education": {"10": "x", "20": "x"}}}, "same word"),
]


@pytest.mark.parametrize(("told", "word"), BAD)
def test_mistakes_are_named(told: Any, word: str) -> None:
    good = {"key": "some", "title": "某", "columns": [{"header": "姓名", "field": "name"}]}
    text = told if isinstance(told, str) else json.dumps(good | told if told else told)
    with translation.override("en"), pytest.raises(BadLayout) as refused:
        load(text)
    assert any(word in problem for problem in refused.value.problems)


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["key", "title", "columns", "words", "header",
                                                                               "field", "form", "x"]), inner, max_size=4),
)  # fmt: skip


@given(JSONS)
def test_no_file_is_too_strange(told: Any) -> None:
    try:
        load(json.dumps(told))
    except BadLayout as refused:
        assert refused.problems
