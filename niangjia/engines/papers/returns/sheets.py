"""A return as a sheet for paper and Word, and as a workbook in the given header."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.engines.papers.kinds.blocks import report_foot
from niangjia.engines.papers.kinds.sheet import Column, Grid, Sheet, Text
from niangjia.engines.papers.making.setting import chinese_day, set_out
from niangjia.engines.people.roster.workbooks.sheets import Pen, filled, new_book, sheet_name, styles_of
from niangjia.foundation.clock import SHANGHAI

from .models import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from niangjia.engines.papers.making.setting import Context

    from .layouts import Layout, Table
    from .models import Return

NAMES = ("head", "checker", "preparer", "phone")
WIDTHS = (8, 42, 8, 14)


def context_of(found: Return) -> Context:
    """What the templates of papers take; figures that are handed in are the frozen ones."""
    with override("zh-hans"):
        layout, words = found.form, said_of(found)
        sheet = Sheet(
            layout.title, (Text((words["period_line"],)), *_grids(found, layout), _foot(found)), note=layout.remark
        )
        return set_out(
            sheet.frozen(),
            template="wide" if layout.wide else "form",
            union=found.unit,
            number="",
            dated="",
            state=_state(found),
            seal_place="",
        )


def said_of(found: Return) -> dict[str, str]:
    """The words in the lines around the tables."""
    period = f"{chinese_day(found.first)}至{chinese_day(found.last)}"
    line = f"填报单位：{found.unit}　　报告期：{period}　　第{found.version}版"
    return {"title": found.form.title, "unit": found.unit, "period": period, "period_line": line}


def _state(found: Return) -> str:
    with override("zh-hans"):
        return "" if found.state == State.HANDED_IN else _("NOT VALID: draft or replaced")


def figures_of(found: Return) -> dict[str, Decimal | None]:
    """Every figure by its code."""
    return dict(found.cells.values_list("code", "value"))


def figure_said(value: Decimal | None) -> str:
    """A figure as a return has it, without needless decimals."""
    if value is None:
        return ""
    return f"{value.quantize(Decimal(1))}" if value == value.to_integral_value() else f"{value}"


def _grids(found: Return, layout: Layout) -> list[Grid]:
    values = figures_of(found)
    return [_grid(table, values) for table in layout.tables]


def _grid(table: Table, values: Mapping[str, Decimal | None]) -> Grid:
    heads = (
        Column("代码"),
        Column("指标名称", 5),
        Column("单位"),
        *(Column(title, 2) for _key, title in table.columns),
    )
    rows = tuple(
        (
            row.code,
            row.title,
            row.unit,
            *(figure_said(values.get(f"{table.key}.{row.code}.{key}")) for key, _t in table.columns),
        )
        for row in table.rows
    )
    return Grid(heads, rows, title=table.title)


def signers_of(found: Return) -> dict[str, str]:
    """Head, checker, preparer, telephone as they were handed in; empty before."""
    told: dict[str, str] = json.loads(found.signers.reveal()) if found.signers else {}
    return {name: told.get(name, "") for name in NAMES}


def _foot(found: Return) -> Any:
    day = chinese_day(found.handed_in.astimezone(SHANGHAI).date()) if found.handed_in else ""
    return report_foot(unit=found.unit, day=day, **signers_of(found))


def workbook_of(found: Return) -> bytes:
    """The return as xlsx: the layout's own lines, heading and order; what is at the foot of paper is below."""
    file = io.BytesIO()
    book = new_book(file)
    styles = styles_of(book)
    words, values = said_of(found), figures_of(found)
    for table in found.form.tables:
        sheet = book.add_worksheet(sheet_name(table.title))
        above = [filled(line, words) for line in found.form.above]
        below = [*(f"{label}：{value}" for label, value in _foot(found).items), found.form.remark]
        _write(Pen(sheet, styles), table, values, above=above, below=below)
        sheet.set_paper(9)  # A4
    book.close()
    return file.getvalue()


def _write(
    pen: Pen, table: Table, values: Mapping[str, Decimal | None], *, above: list[str], below: list[str]
) -> None:
    for at, text in enumerate((*above, table.title)):
        pen.write(at, 0, text, "title")
    row = len(above) + 1
    heads = ["代码", "指标名称", "计量单位", *(title for _key, title in table.columns)]
    for at, head in enumerate(heads):
        pen.write(row, at, head, "head")
        pen.sheet.set_column(at, at, WIDTHS[min(at, len(WIDTHS) - 1)])
    for at_row, item in enumerate(table.rows, start=row + 1):
        figures = (values.get(f"{table.key}.{item.code}.{key}") for key, _title in table.columns)
        for at, cell in enumerate((item.code, item.title, item.unit, *(_number(value) for value in figures))):
            pen.write(at_row, at, cell)
    for at, text in enumerate(below, start=len(above) + 2 + len(table.rows)):
        pen.write(at, 0, text)


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
