"""Rows that go back to whoever sent them: as they were read, with what is wrong in colour, in notes and in words."""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.roster import reading
from niangjia.engines.people.roster.columns import find_heading
from niangjia.engines.people.roster.columns.tidy import plain_title
from niangjia.engines.people.roster.staging import reasons
from niangjia.engines.people.roster.staging.parts import in_turn, parts_of
from niangjia.engines.people.roster.staging.previewing import title_of
from niangjia.engines.people.roster.staging.rows import Outcome, cells_as_read
from niangjia.engines.people.roster.staging.sealing import rows_of_part
from niangjia.engines.people.roster.staging.uploading import book_of, file_of

from .sheets import IN_MEMORY, Pen, fit_text, in_chinese, new_book, sheet_name, styles_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from niangjia.engines.people.roster.models import Roster
    from niangjia.engines.people.roster.shapes import Problem, Raw, Row, Sheet
    from niangjia.engines.people.roster.staging.rows import Staged
    from niangjia.foundation.access.actor import Actor

    from .sheets import Styles

RETURNED = (Outcome.REJECTED, Outcome.HELD)
REASON = "退回原因（系统填写，不用删）"  # no heading of a field: a list that comes with it is read without it
MOST_NOTES = 20_000  # cells; a workbook with more opens slowly
WIDE, USUAL, OF_REASON = 24, 14, 90
WIDTHS = {
    "document_number": WIDE,
    "bank_card": WIDE,
    "employer_code": WIDE,
    "union": 30,
    "employer": 30,
    "address": 36,
}
NOTE = {"author": "娘家", "x_scale": 2.2, "y_scale": 1.2}


def rejected_workbook(actor: Actor, roster: Roster) -> IO[bytes]:
    """The rejected and held rows as an open file: columns and order as uploaded, a last column with the reasons.

    Raises Refused; NotPossible if no row goes back.
    """
    actor.require(EDIT, at=roster.union.place)
    if not goes_back(roster):
        raise NotPossible(_("No row of this list was rejected or held."))
    target = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the caller closes it
    with in_chinese():
        _write(roster, target)
    target.seek(0)
    return target


def goes_back(roster: Roster) -> bool:
    """Whether some row of the list does."""
    return any(roster.counts.get(outcome.value) for outcome in RETURNED)


def _write(roster: Roster, target: IO[bytes]) -> None:
    book = new_book(target, flowing=True)
    styles = styles_of(book)
    name = sheet_name(roster.sheet)
    page = _Page(roster, book.add_worksheet(name), styles)
    for row, cells in _with_cells(roster, _going_back(roster)):
        page.write(row, cells)
    _explain(book.add_worksheet("说明" if name != "说明" else "填表说明"), styles)
    book.close()


def _going_back(roster: Roster) -> Iterator[Staged]:
    for part in in_turn(parts_of(roster)):
        if any(part.counts.get(outcome.value) for outcome in RETURNED):
            yield from (row for row in rows_of_part(part) if row.outcome in RETURNED)


def _with_cells(roster: Roster, rows: Iterator[Staged]) -> Iterator[tuple[Staged, list[Raw]]]:
    """The rows with their cells as they were read: kept of most rejected ones, of others read from the file again."""
    lines: Iterator[Row] | None = None
    with file_of(roster) as path:
        for row in rows:
            if row.raw is not None:
                yield row, cells_as_read(row.raw)
                continue
            if lines is None:
                batches = reading.rows_of(path, roster.sheet, row.number - 1)
                lines = (line for batch in batches for line in batch)
            found = next((line for line in lines if line.number >= row.number), None)
            yield row, found.cells if found and found.number == row.number else []


class _Page:
    """The sheet with the rows, heading first; every column stays where it was."""

    def __init__(self, roster: Roster, sheet: Any, styles: Styles) -> None:
        self._sheet, self._styles, self._notes = sheet, styles, 0
        self._pen = Pen(sheet, styles)
        titles = list(roster.titles)
        # A list that came back before has our column already.
        self._left_out = {at for at, title in enumerate(titles) if plain_title(title) == plain_title(REASON)}
        told = next((one for one in book_of(roster).sheets if one.name == roster.sheet), None)
        self._fields = {int(at): field for at, field in roster.mapping.items()}
        width = max(len(titles), told.columns if told else 0, max(self._fields, default=-1) + 1)
        self._columns = [at for at in range(width) if at not in self._left_out]
        self._reason = len(self._columns)
        self._row = 0
        self._set_widths()
        if told and roster.heading:
            self._write_heading(told, roster.heading)

    def _set_widths(self) -> None:
        for at, column in enumerate(self._columns):
            width = WIDTHS.get(self._fields.get(column, ""), USUAL)
            self._sheet.set_column(at, at, width, self._styles("text", ""))
        self._sheet.set_column(self._reason, self._reason, OF_REASON)

    def _write_heading(self, told: Sheet, last: int) -> None:
        found = find_heading(told.head, told.merged)
        # Of a heading of two lines the upper one: in the lower one it would be the title of a group.
        ours = found.first - 1 if found and found.last == last else last - 1
        for row, line in enumerate(told.head[:last]):
            for at, column in enumerate(self._columns):
                if column < len(line):
                    self._pen.write(row, at, line[column], "head" if row == last - 1 else "title")
            if row == ours:
                self._pen.write(row, self._reason, REASON, "head")
        if not self._left_out or min(self._left_out) >= len(self._columns):
            # Not merge_range, which writes rows ahead, and these can't be gone back to.
            self._sheet.merge += [list(area) for area in told.merged if area[2] < last]
        self._sheet.freeze_panes(last, 0)
        self._row = last

    def write(self, row: Staged, cells: list[Raw]) -> None:
        tones = self._tones(row)
        rest = "held" if row.outcome is Outcome.HELD else ""
        for at, column in enumerate(self._columns):
            cell = cells[column] if column < len(cells) else None
            self._pen.write(self._row, at, cell, tones.get(column, ("", ""))[0] or rest)
            if note := tones.get(column, ("", ""))[1]:
                self._note(at, note)
        self._sheet.write_string(self._row, self._reason, fit_text(in_words(row)), self._styles("text", "reason"))
        self._row += 1

    def _tones(self, row: Staged) -> dict[int, tuple[str, str]]:
        """Column -> (tone, note) where something is wrong; of a field that has several columns, all of them."""
        found: dict[int, tuple[str, str]] = {}
        said = [*((one, "doubtful") for one in row.warnings), *((one, "bad") for one in row.errors)]
        for (field, code), tone in said:
            for column, held in self._fields.items():
                if _is_about(field, held):
                    found[column] = (tone, reasons.sentence(code))
        return found

    def _note(self, at: int, note: str) -> None:
        self._notes += 1
        if self._notes <= MOST_NOTES:
            self._sheet.write_comment(self._row, at, note, NOTE)


def _is_about(field: str, held: str) -> bool:
    return (
        field == held
        or (field == "union" and held == "union_code")
        or (field == "employer" and held == "employer_code")
    )


def in_words(row: Staged) -> str:
    """Why a row goes back, with its number in the list."""
    problems = "；".join(_said(problem) for problem in row.errors)
    if row.outcome is Outcome.HELD:
        first = (
            _(" (first in row %(row)s)") % {"row": abs(row.group)} if abs(row.group) not in (0, row.number) else ""
        )
        problems = reasons.sentence(row.reason) + first
    return _("Row %(row)s: %(why)s") % {"row": row.number, "why": problems}


def _said(problem: Problem) -> str:
    return f"{title_of(problem[0])}：{reasons.sentence(problem[1])}"


def _explain(sheet: Any, styles: Styles) -> None:
    sheet.set_column(0, 0, 100)
    lines = (
        _("Mend the cells in red as their notes say, save this file, and upload it again as it is."),
        _("Yellow cells look unusual and stop no row. Rows in blue are held: what they say can't all be true."),
        _("Of several rows about one person leave the one that holds and delete the others, then upload the file."),
        _("The last column says why a row came back. It need not be deleted: it is not read."),
    )
    for at, line in enumerate(lines):
        sheet.write_string(at, 0, line, styles("general", ""))
