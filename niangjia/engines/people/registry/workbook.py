"""The workbook that a list is taken out in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlsxwriter  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

from niangjia.engines.people.persons.models import IdentityDocument, SealedDetail

from .rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from .rows import Row

Line = list[str]
WIDTHS = (12, 8, 12, 30, 16, 24, 22, 18, 14)


def heads() -> Line:
    """The heads of the columns."""
    return [
        _("Name"),
        _("Sex"),
        _("Born on"),
        _("Union"),
        _("Standing"),
        _("Education"),
        _("Document"),
        _("Telephone"),
        _("Joined"),
    ]


def lines_of(ids: Sequence[int], *, plain: bool) -> list[Line]:
    """The lines of these persons, in the order of the ids; who is out of sight has none.

    Plain values are for whoever has journalled the look at them.
    """
    rows = rows_of(ids)
    numbers, phones = _plain(ids) if plain else ({}, {})
    return [
        _line(row, numbers.get(row.person.pk, row.document), phones.get(row.person.pk, row.phone)) for row in rows
    ]


def _line(row: Row, number: str, phone: str) -> Line:
    person = row.person
    return [
        person.name,
        row.sex,
        person.born.isoformat() if person.born else "",
        person.home.name,
        str(row.standing.text),
        str(person.get_education_display()),
        number,
        phone,
        row.joined.isoformat() if row.joined else "",
    ]


def _plain(ids: Sequence[int]) -> tuple[dict[int, str], dict[int, str]]:
    documents = IdentityDocument.objects.filter(person__in=ids, is_main=True)
    phones = SealedDetail.objects.filter(person__in=ids, kind=SealedDetail.Kind.PHONE).order_by("person", "-position")
    return (
        {row.person_id: row.number.reveal() for row in documents},
        {row.person_id: row.value.reveal() for row in phones},
    )


def write_workbook(path: Path, watermark: str, lines: Iterable[Sequence[object]]) -> None:
    """Write a workbook whose first row says who took the list, when and why. Everything is text: no cell computes."""
    # Rows go to the disk as they come, so that a long list needs little memory.
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(2, 1)
    sheet.set_footer(f"&L{watermark.replace('&', '&&')[:200]}&R&P/&N")
    sheet.write_string(0, 0, watermark)
    for column, head in enumerate(heads()):
        sheet.write_string(1, column, head, bold)
    for number, line in enumerate(lines, start=2):
        for column, text in enumerate(line):
            sheet.write_string(number, column, str(text))
    book.close()
