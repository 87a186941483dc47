"""Workbooks through calamine: typed cells, stored values of formulas, dates of both calendars."""

from __future__ import annotations

import io
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

from . import beside, limits, packages, scanning
from .kinds import kind_of_ole
from .refusing import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from python_calamine import CalamineSheet

Line = tuple[int, list[Any], list[int]]


def look_into_package(path: Path) -> dict[str, Any]:
    """What an xlsx workbook has in it."""
    package = packages.examined(path)
    head, reach = scanning.cut(package) or (path, {})
    sheets = _told(_opened(head))
    for sheet in sheets:
        sheet["rows"] = max(sheet["rows"], reach.get(sheet["name"], 0))
    return {"kind": "xlsx", "sheets": sheets, "notes": package.notes}


def look_into_ole(path: Path) -> dict[str, Any]:
    """What an xls or et workbook has in it."""
    kind, notes = kind_of_ole(path.read_bytes())
    kind = "et" if path.suffix.lower() == ".et" else kind
    return {"kind": kind, "sheets": _told(_opened(path)), "notes": notes}


def rows_of_package(path: Path, sheet: str) -> Iterator[Line]:
    """The lines of a sheet of an xlsx workbook: number, cells, columns of formulas."""
    package = packages.examined(path)
    found = beside.begin(lambda: scanning.formulas(package, sheet))  # the library needs the other core
    try:
        table = _sheet(_opened(path), sheet)
    finally:
        marked = found.result()  # what is wrong with the package is said first
    for number, cells in _lines(table):
        yield number, cells, sorted(marked[number]) if number in marked else []


def rows_of_ole(path: Path, sheet: str) -> Iterator[Line]:
    """The lines of a sheet of an xls or et workbook; which cells are formulas is not known."""
    kind_of_ole(path.read_bytes())
    for number, cells in _lines(_sheet(_opened(path), sheet)):
        yield number, cells, []


def _opened(source: Path | io.BytesIO) -> CalamineWorkbook:
    content = io.BytesIO(source.read_bytes()) if not isinstance(source, io.BytesIO) else source
    try:
        return load_workbook(content)
    except PasswordError:
        raise Refused("password") from None


def _told(book: CalamineWorkbook) -> list[dict[str, Any]]:
    known = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet][: limits.SHEETS]
    if not known:
        raise Refused("no_sheets")
    return [_told_of(_sheet(book, one.name), hidden=one.visible != SheetVisibleEnum.Visible) for one in known]


def _told_of(sheet: CalamineSheet, *, hidden: bool) -> dict[str, Any]:
    bottom, right = (sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)
    head: list[list[Any]] = []
    for number, cells in _lines(sheet):
        if number > limits.HEAD:
            break
        head += [[] for _ in range(number - len(head) - 1)] + [cut_cells(cells)]
    merged = [[*start, *end] for start, end in sheet.merged_cell_ranges or () if start[0] < limits.HEAD]
    return {
        "name": sheet.name, "rows": bottom, "columns": right, "head": head, "hidden": hidden,
        "merged": merged[: limits.COLUMNS],
    }  # fmt: skip


def cut_cells(cells: list[Any]) -> list[Any]:
    """As much of a line as a head needs."""
    return [cell[: limits.HEAD_CELL] if isinstance(cell, str) else cell for cell in cells[: limits.COLUMNS]]


def _sheet(book: CalamineWorkbook, name: str) -> CalamineSheet:
    if name not in book.sheet_names:
        raise Refused("no_such_sheet")
    return book.get_sheet_by_name(name)


def _lines(sheet: CalamineSheet) -> Iterator[tuple[int, list[Any]]]:
    """The lines that have something, with their numbers, in every one the same columns."""
    if sheet.start is None:
        return
    left = [""] * sheet.start[1]  # calamine begins with the first row of the sheet, but with the first column in use
    longest = limits.CELL
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        if cells.count("") < len(cells):
            found = [cell if type(cell) is str and len(cell) <= longest else _plain(cell) for cell in cells]
            yield number, left + found if left else found


def _plain(cell: Any) -> Any:
    if type(cell) is str:
        return cell if len(cell) <= limits.CELL else cell[: limits.CELL]
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell
