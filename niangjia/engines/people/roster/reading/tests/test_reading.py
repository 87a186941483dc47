"""What people really send is read: typed, with its numbers, whatever it is named."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from niangjia.engines.people.roster.reading import Unreadable, look_into, rows_of
from niangjia.engines.people.roster.tests import books
from niangjia.engines.people.roster.tests.books import PEOPLE, TABLE, TITLES, Formula

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from niangjia.engines.people.roster.shapes import Row

    Keep = Callable[..., Path]


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    """Writes bytes to a file, of which the name says nothing."""

    def keep(content: bytes, name: str = "upload") -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return keep


def rows(path: Path, sheet: str = "会员", **more: Any) -> list[Row]:
    return [row for batch in rows_of(path, sheet, **more) for row in batch]


def told(cells: list[Any]) -> list[Any]:
    return [int(cell) if isinstance(cell, float) and cell.is_integer() else cell for cell in cells]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (books.xlsx({"会员": TABLE}), "xlsx"),
        (books.as_wps(books.xlsx({"会员": TABLE})), "xlsx"),
        (books.xls({"会员": TABLE}), "xls"),
    ],
    ids=["xlsx", "wps", "xls"],
)
def test_workbooks(keep: Keep, content: bytes, kind: str) -> None:
    path = keep(content, "name.pdf")
    book = look_into(path)
    assert (book.kind, len(book.sheets), book.notes) == (kind, 1, ())
    assert (book.sheets[0].rows, book.sheets[0].columns, book.sheets[0].explanation) == (5, 7, False)
    found = rows(path)
    assert [row.number for row in found] == [1, 2, 3, 4, 5]
    assert [told(row.cells) for row in found[1:]] == [TITLES, *PEOPLE]


def test_et_is_told_by_its_name(keep: Keep) -> None:
    assert look_into(keep(books.xls({"会员": TABLE}), "名单.et")).kind == "et"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_texts(keep: Keep, encoding: str, delimiter: str) -> None:
    lines = [*TABLE, [4, '引"号', "男", "", "", "", "甲,乙;丙\t丁\n第二行"]]
    path = keep(books.text(lines, encoding=encoding, delimiter=delimiter), "list.xls")
    book = look_into(path)
    assert (book.kind, book.sheets[0].rows, book.sheets[0].columns) == ("csv", 6, 7)
    found = rows(path, "")
    assert found[1].cells == TITLES
    assert found[2].cells == [str(cell) for cell in PEOPLE[0]]
    assert found[5].cells[6] == "甲,乙;丙\t丁\n第二行"


def test_a_text_may_say_its_delimiter(keep: Keep) -> None:
    path = keep("sep=;\n姓名;手机\n王梅,红;13800138000\n".encode())
    assert [(row.number, row.cells) for row in rows(path, "")][1:] == [(3, ["王梅,红", "13800138000"])]


def test_blank_lines_keep_their_numbers(keep: Keep) -> None:
    path = keep(books.xlsx({"会员": [[], [None, None, "姓名"], [], [], [None, None, "王梅"]]}))
    assert [(row.number, row.cells) for row in rows(path)] == [(2, ["", "", "姓名"]), (5, ["", "", "王梅"])]
    assert rows(path, after=2)[0].number == 5
    assert look_into(path).sheets[0].head[1] == ["", "", "姓名"]


def test_batches_and_going_on(keep: Keep) -> None:
    path = keep(books.xlsx({"会员": [[number] for number in range(2500)]}))
    assert [len(batch) for batch in rows_of(path, "会员")] == [1000, 1000, 500]
    assert [batch[0].number for batch in rows_of(path, "会员", after=1700, batch=500)] == [1701, 2201]


def test_whoever_stops_early_ends_the_child(keep: Keep) -> None:
    reading = rows_of(keep(books.xlsx({"会员": [[number] for number in range(20_000)]})), "会员", batch=10)
    assert len(next(reading)) == 10
    reading.close()  # type: ignore[attr-defined]


def test_types_are_kept(keep: Keep) -> None:
    line = [
        110105194912310021,
        13800138000,
        1990.3,
        "00123",
        date(2021, 6, 1),
        True,
        Formula("=1+1", 2),
        Formula("=A1", "文"),
    ]
    (row,) = rows(keep(books.xlsx({"会员": [line]})))
    assert row.cells == [1.1010519491231e17, 13800138000.0, 1990.3, "00123", date(2021, 6, 1), True, 2.0, "文"]
    assert row.formulas == {6, 7}


def test_the_calendar_of_1904(keep: Keep) -> None:
    content = books.xlsx({"会员": [[date(2021, 6, 1)]]}, options={"date_1904": True})
    assert rows(keep(content))[0].cells == [date(2021, 6, 1)]


def test_merged_hidden_and_explaining_sheets(keep: Keep) -> None:
    def more(book: Any, sheets: list[Any]) -> None:
        sheets[0].merge_range(0, 0, 0, 6, "会员花名册")
        sheets[1].hide()
        sheets[2].very_hidden()

    help_lines = [["填表说明"], ["1. 姓名必填"], ["2. 证件号码以文本填写"]]
    content = books.xlsx(
        {"会员": TABLE, "说明": help_lines, "代码": [["民族", "学历"], ["汉族", "大专"]], "空": []}, more=more
    )
    sheets = look_into(keep(content)).sheets
    assert [sheet.explanation for sheet in sheets] == [False, True, True, True]
    assert [sheet.hidden for sheet in sheets] == [False, True, True, False]
    assert sheets[0].merged == ((0, 0, 0, 6),)


def test_large_sheets_are_looked_into_cheaply(keep: Keep) -> None:
    def more(book: Any, sheets: list[Any]) -> None:
        sheets[0].merge_range(0, 0, 0, 6, "会员花名册")

    lines = [*TABLE, *([[number, "张三", "男", f"{number:018}", "", "", "青禾工会" * 9] for number in range(30_000)])]
    path = keep(books.xlsx({"会员": lines}, options={"constant_memory": False}, more=more))
    sheet = look_into(path).sheets[0]
    assert (sheet.rows, sheet.columns, len(sheet.head)) == (30_005, 7, 40)
    assert sheet.merged == ((0, 0, 0, 6),)
    assert sheet.head[39] == look_into(path).sheets[0].head[39]
    assert sum(1 for _ in rows(path)) == 30_005


def test_a_million_formatted_empty_rows(keep: Keep) -> None:
    def more(book: Any, sheets: list[Any]) -> None:
        for row in range(10, 1_048_576, 7):
            sheets[0].set_row(row, 15, book.add_format({"bold": True}) if row == 10 else None)

    path = keep(books.xlsx({"会员": TABLE}, more=more))
    assert look_into(path).sheets[0].rows == 5
    assert len(rows(path)) == 5


def test_macros_and_links_are_said(keep: Keep) -> None:
    parts = {"xl/vbaProject.bin": b"\x00" * 64, "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    path = keep(books.rezipped(books.xlsx({"会员": TABLE}), books.same, parts))
    assert look_into(path).notes == ("macros", "links")
    assert len(rows(path)) == 5


def test_a_sheet_that_is_gone(keep: Keep) -> None:
    with pytest.raises(Unreadable) as refused:
        rows(keep(books.xlsx({"会员": TABLE})), "名单")
    assert refused.value.code == "no_such_sheet"
