"""Workbooks for tests, as bytes. What they look like inside is theirs; what is in them is the caller's."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]
import xlwt  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Lines = Sequence[Sequence[Any]]

TITLES = ["序号", "姓名", "性别", "证件号码", "手机号码", "入会日期", "工会名称"]
PEOPLE: list[list[Any]] = [
    [1, "王小梅", "女", "110000199001010021", "13800138000", date(2021, 6, 1), "青禾第一工会"],
    [2, "阿不都·热合曼", "男", "110000199001010013", "13900139000", date(2019, 3, 8), "青禾第一工会"],
    [3, "李强", "男", "11010519491231002X", "010-65551234", date(1980, 5, 1), "青禾第二工会"],
]
TABLE: Lines = [["青禾市工会会员花名册"], TITLES, *PEOPLE]


class Formula:
    """A cell that is computed; `value` is what was stored last."""

    def __init__(self, text: str, value: Any) -> None:
        self.text, self.value = text, value


def xlsx(
    sheets: Mapping[str, Lines], *, options: dict[str, Any] | None = None, more: Callable[..., None] | None = None
) -> bytes:
    """An xlsx workbook; `more(book, sheets)` may add to it."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd", **(options or {})})
    made = [_fill(book.add_worksheet(name), lines) for name, lines in sheets.items()]
    if more:
        more(book, made)
    book.close()
    return target.getvalue()


def _fill(sheet: Any, lines: Lines) -> Any:
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            if isinstance(cell, Formula):
                sheet.write_formula(row, column, cell.text, None, cell.value)
            elif isinstance(cell, date):
                sheet.write_datetime(row, column, cell)
            elif isinstance(cell, str):
                sheet.write_string(row, column, cell)
            elif cell is not None:
                sheet.write(row, column, cell)
    return sheet


def xls(sheets: Mapping[str, Lines]) -> bytes:
    """A workbook of Excel 97."""
    book = xlwt.Workbook()
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for name, lines in sheets.items():
        sheet = book.add_sheet(name)
        for row, line in enumerate(lines):
            for column, cell in enumerate(line):
                if isinstance(cell, date):
                    sheet.write(row, column, cell, day)
                elif cell is not None:
                    sheet.write(row, column, cell)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def text(lines: Lines, *, encoding: str = "utf-8-sig", delimiter: str = ",") -> bytes:
    """A table as text, as spreadsheets write it."""
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(
        [["" if cell is None else cell for cell in line] for line in lines]
    )
    return target.getvalue().encode(encoding)


def rezipped(
    content: bytes, change: Callable[[str, bytes], bytes | None], more: Mapping[str, bytes] | None = None
) -> bytes:
    """A package with its parts changed (None: left out), and more of them."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (part := change(name, old.read(name))) is not None:
                new.writestr(name, part)
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return target.getvalue()


def same(_name: str, part: bytes) -> bytes:
    return part


def as_wps(content: bytes) -> bytes:
    """The package as WPS writes it: with namespaces, properties and parts of its own."""
    properties = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer">'
        b"<vt:lpwstr>2052-11.1.0.10314</vt:lpwstr></property></Properties>"
    )

    def change(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return part
        return part.replace(
            b"<worksheet ", b'<worksheet xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" ', 1
        )

    return rezipped(content, change, {"docProps/custom.xml": properties, "xl/cellimages.xml": b"<etc:cellImages/>"})
