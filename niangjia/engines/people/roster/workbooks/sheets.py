"""What the workbooks share: cells written as what they are, and the lines around a layout's table."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any

import xlsxwriter  # type: ignore[import-untyped]
from django.utils.translation import override

if TYPE_CHECKING:
    from collections.abc import Iterable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from niangjia.engines.people.roster.layouts import Layout
    from niangjia.engines.people.roster.shapes import Raw

LONGEST_CELL, LONGEST_SHEET_NAME = 32_767, 31  # what spreadsheets take
IN_MEMORY = 4 << 20  # bytes of a workbook that are not written to the disk
FIRST_YEAR = 1900  # of the spreadsheets' calendar
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
FORMATS: dict[str, str | int] = {
    "text": 49,
    "day": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm:ss",
    "general": "General",
}
HEAD = {"bold": True, "bg_color": "#E8EEF4", "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
TONES: dict[str, dict[str, Any]] = {
    "": {}, "bad": {"bg_color": "#F8B4B4", "border": 1}, "doubtful": {"bg_color": "#FFE9A8"},
    "held": {"bg_color": "#CFE3F7"}, "reason": {"font_color": "#9B1C1C"}, "head": HEAD, "title": {"bold": True},
}  # fmt: skip

Styles = Callable[[str, str], Any]


def in_chinese() -> AbstractContextManager[None]:
    """The language of everything that goes out as a file."""
    return override("zh-hans")


def new_book(target: Path | IO[bytes], *, flowing: bool = False) -> Any:
    """A workbook in which no text is taken for a formula, a link or a number.

    `flowing`: rows leave the memory as they come, so they must come in their order.
    """
    taken_as = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(
        target if hasattr(target, "write") else str(target), {"constant_memory": flowing, **taken_as}
    )
    book.set_properties({"author": "娘家", "comments": ""})
    return book


def styles_of(book: Any) -> Styles:
    """Formats by kind of cell (FORMATS) and tone (TONES), each made once."""
    made: dict[tuple[str, str], Any] = {}

    def style(kind: str, tone: str = "") -> Any:
        if (kind, tone) not in made:
            made[kind, tone] = book.add_format({"num_format": FORMATS[kind], **TONES[tone]})
        return made[kind, tone]

    return style


def sheet_name(wanted: str) -> str:
    """A name that a sheet can have."""
    return NOT_IN_NAMES.sub("", wanted)[:LONGEST_SHEET_NAME].strip("' ") or "会员"


def fit_text(text: str) -> str:
    """A text as a cell can hold it."""
    return text[:LONGEST_CELL].encode("utf-8", "replace").decode()


class Pen:
    """Writes cells of a sheet as what they are; texts, and figures among them, stay so when somebody types anew."""

    def __init__(self, sheet: Any, styles: Styles) -> None:
        self.sheet, self.styles = sheet, styles

    def write(self, row: int, column: int, cell: Raw, tone: str = "") -> None:
        if isinstance(cell, bool):
            self.sheet.write_boolean(row, column, cell, self.styles("general", tone))
        elif isinstance(cell, int | float) and math.isfinite(cell):
            self.sheet.write_number(row, column, cell, self.styles("text", tone))
        elif isinstance(cell, date) and cell.year >= FIRST_YEAR:
            self._write_day(row, column, cell, tone)
        elif cell not in (None, ""):
            self.sheet.write_string(row, column, fit_text(str(cell)), self.styles("text", tone))
        elif tone:
            self.sheet.write_blank(row, column, None, self.styles("text", tone))

    def _write_day(self, row: int, column: int, day: date, tone: str) -> None:
        kind = "moment" if isinstance(day, datetime) and day.time() != datetime.min.time() else "day"
        moment = day.replace(tzinfo=None) if isinstance(day, datetime) else day
        self.sheet.write_datetime(row, column, moment, self.styles(kind, tone))


def filled(line: str, words: dict[str, str]) -> str:
    """A line of a layout with what its braces stand for; braces that stand for nothing are left alone."""
    for name, word in words.items():
        line = line.replace(f"{{{name}}}", word)
    return line


def write_head(sheet: Any, layout: Layout, styles: Styles, words: dict[str, str]) -> int:
    """Write the lines above a layout's table, and its heading; answers the first row below (from 0)."""
    row = write_lines(sheet, 0, layout.above, styles, words)
    groups = [column.group for column in layout.columns]
    if any(groups):
        _write_groups(sheet, row, groups, styles)
        row += 1
    for at, column in enumerate(layout.columns):
        sheet.write_string(row, at, column.header, styles("text", "head"))
        sheet.set_column(at, at, column.width, styles(_kind(column.field, column.form), ""))
    sheet.freeze_panes(row + 1, 0)
    return row + 1


def write_lines(sheet: Any, row: int, lines: Iterable[str], styles: Styles, words: dict[str, str]) -> int:
    """Write such lines around a table; answers the row behind them."""
    for line in lines:
        sheet.write_string(row, 0, fit_text(filled(line, words)), styles("general", "title"))
        row += 1
    return row


def _write_groups(sheet: Any, row: int, groups: list[str], styles: Styles) -> None:
    start = 0
    for at in range(1, len(groups) + 1):
        if at < len(groups) and groups[at] == groups[start]:
            continue
        if groups[start] and at - start > 1:
            sheet.merge_range(row, start, row, at - 1, groups[start], styles("text", "head"))
        else:
            sheet.write_string(row, start, groups[start], styles("text", "head"))
        start = at


def _kind(field: str, form: str) -> str:
    if form == "cell":
        return "day"
    return "general" if field in ("serial", "age") and form != "text" else "text"
