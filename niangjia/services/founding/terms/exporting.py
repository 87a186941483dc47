"""The list of what runs out and what is missing as a workbook, in Chinese; unions alone stand in it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.engines import journal
from niangjia.engines.people.permissions import SEE_UNIONS
from niangjia.engines.people.roster.workbooks.sheets import Pen, new_book, sheet_name, styles_of

from .journal_codes import EXPORTED
from .reading import What, totals_by_county

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor

    from .reading import Finding

    Line = tuple[str | int | date | None, ...]

WIDTHS = (36, 22, 14, 26, 12, 10, 10)


@transaction.atomic
def export_terms(actor: Actor, union: Union, rows: Sequence[Finding]) -> bytes:
    """The workbook (xlsx): the lines, and the totals of each county on a second sheet. Raises Refused."""
    actor.require(SEE_UNIONS)
    journal.record(actor, EXPORTED, union, union=union.pk, data={"count": len(rows)})
    with override("zh-hans"):
        file = io.BytesIO()
        book = new_book(file)
        _sheet(book, _("Terms and certificates"), _heads(), [_line(row) for row in rows])
        _sheet(book, _("Totals by county"), (_("County"), *_whats(), _("overdue")), _totals(rows))
        book.close()
    return file.getvalue()


def _heads() -> tuple[str, ...]:
    return (
        _("Union"), _("County"), _("Level"), _("What is the matter"), _("Day"), _("Days left"), _("State"),
    )  # fmt: skip


def _line(row: Finding) -> Line:
    return (row.name, row.county, row.level, row.label, row.day, row.left, str(row.state.text))


def _whats() -> tuple[str, ...]:
    return tuple(str(what.label) for what in What)


def _totals(rows: Sequence[Finding]) -> list[Line]:
    return [
        (total.name, *(total.counts[what] for what in What), total.counts["overdue"])
        for total in totals_by_county(rows)
    ]


def _sheet(book: object, title: str, heads: Sequence[str], lines: Sequence[Line]) -> None:
    sheet, styles = book.add_worksheet(sheet_name(title)), styles_of(book)  # type: ignore[attr-defined]
    pen = Pen(sheet, styles)
    for at, head in enumerate(heads):
        pen.write(0, at, head, "head")
        sheet.set_column(at, at, WIDTHS[at] if at < len(WIDTHS) else 12)
    for row, line in enumerate(lines, start=1):
        for at, cell in enumerate(line):
            pen.write(row, at, str(cell) if isinstance(cell, int) else cell)
    sheet.freeze_panes(1, 0)
