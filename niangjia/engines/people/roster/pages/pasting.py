"""A few rows pasted from a spreadsheet: taken apart, checked cell by cell, and made into a list like any other."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from niangjia.engines.people.roster.columns import FIELDS, checker, find_heading, guess
from niangjia.engines.people.roster.layouts import shipped
from niangjia.engines.people.roster.models import Roster, RosterHabit
from niangjia.engines.people.roster.shapes import Row
from niangjia.engines.people.roster.staging import reasons
from niangjia.engines.people.roster.staging.ground import fresh_ground
from niangjia.engines.people.roster.staging.stream import for_one_union
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from niangjia.engines.people.roster.shapes import Checked, Problem
    from niangjia.engines.people.roster.staging.ground import Ground
    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.actor import Actor

MOST_ROWS, MOST_COLUMNS, USUAL = 200, 40, 9
DELIMITERS = ("\t", ",", "，", ";", "；")


@dataclass
class Cell:
    """A cell as typed, with what is wrong with it."""

    text: str
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass
class Line:
    """A row of the grid; `number` is its line in the pasted table. `said` is about the whole row."""

    number: int
    cells: list[Cell]
    errors: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[tuple[int, str]]:
        """(column from 0, sentence) of what stops the row; -1 for the whole row."""
        cells = [(at, text) for at, cell in enumerate(self.cells) for text in cell.errors]
        return [*((-1, text) for text in self.errors), *cells]


@dataclass
class Grid:
    """What was pasted: titles, what each of them holds ("" for nothing that is taken), and the rows."""

    titles: list[str]
    fields: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def holds(self) -> list[tuple[str, str]]:
        """Each title, and the field that it was taken for in words."""
        return [
            (title, str(FIELDS[key].title) if key else "")
            for title, key in zip(self.titles, self.fields, strict=True)
        ]

    @property
    def wrong(self) -> list[Line]:
        """The rows that would be rejected."""
        return [line for line in self.lines if line.wrong]

    @property
    def mistakes(self) -> list[tuple[int, str, str]]:
        """Row, title of the column ("" for the whole row) and what is wrong there."""
        return [
            (line.number, self.titles[at] if at >= 0 else "", text) for line in self.lines for at, text in line.wrong
        ]

    def as_file(self) -> io.BytesIO:
        """The table as a text file, as it would have been uploaded."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(self.titles)
        writer.writerows([cell.text for cell in line.cells] for line in self.lines)
        return io.BytesIO(text.getvalue().encode("utf-8-sig"))

    @property
    def mapping(self) -> dict[int, str]:
        """Column -> field."""
        return dict(enumerate(self.fields))


def usual_titles() -> list[str]:
    """The headings that an empty grid has: the first of our own layout."""
    return [column.header for column in shipped()["ours"].columns[:USUAL]]


def grid_of(text: str, union: Union | None) -> Grid:
    """Take a pasted table apart. Without headings its columns are those of an empty grid."""
    rows = [row for row in _rows(text) if any(row)]
    heading = find_heading([list(row) for row in rows[:10]])
    titles = list(heading.titles) if heading else usual_titles()
    body = rows[heading.last :] if heading else rows
    width = max([len(titles), *(len(row) for row in body)], default=0)
    titles += [""] * (width - len(titles))
    lines = [
        Line(number, [Cell(text) for text in [*row, *[""] * (width - len(row))]])
        for number, row in enumerate(body, start=2)
    ]
    return Grid(titles, _fields(titles, union), lines)


def _rows(text: str) -> Iterator[list[str]]:
    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    delimiter = next((sign for sign in DELIMITERS if sign in first), "\t")
    lines = io.StringIO(text.lstrip("\ufeff"), newline="")
    # A lone quotation mark is an inch, and not the beginning of a cell that never ends.
    if text.count('"') % 2:
        found = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        found = csv.reader(lines, delimiter=delimiter)
    for row in found:
        cells = [" ".join(cell.split()) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _fields(titles: Sequence[str], union: Union | None) -> list[str]:
    habit = RosterHabit.objects.filter(union=union).first() if union else None
    found = guess(titles, shipped()["ours"].pairs, dict(habit.fields) if habit else None)
    return [found.get(number, "") for number in range(len(titles))]


def check_grid(actor: Actor, union: Union, grid: Grid) -> None:
    """Say at each cell what is wrong with it: the same checks as for a file, and whether the unions are known."""
    roster = Roster(union=union)
    check = checker(
        {at: key for at, key in grid.mapping.items() if key}, today=today(), default_union=for_one_union(roster),
        titles=tuple(grid.titles), words=shipped()["ours"].readings,
    )  # fmt: skip
    ground = fresh_ground(actor, roster)
    for line in grid.lines:
        checked = check(Row(line.number, [cell.text or None for cell in line.cells]))
        if checked is not None:
            _note(line, grid, checked, ground)


def _note(line: Line, grid: Grid, checked: Checked, ground: Ground) -> None:
    _put(line, grid, [*checked.errors, *_of_unions(checked, ground)], wrong=True)
    _put(line, grid, checked.warnings, wrong=False)


def _of_unions(checked: Checked, ground: Ground) -> list[tuple[str, str]]:
    if any(name in ("union", "union_code") for name, _code in checked.errors):
        return []
    found = ground.union_of(checked.values)
    return [] if isinstance(found, int) else [("union", found)]


def _put(line: Line, grid: Grid, problems: Sequence[Problem | tuple[str, str]], *, wrong: bool) -> None:
    for name, code in problems:
        sentence = reasons.sentence(code)
        if name in grid.fields:
            cell = line.cells[grid.fields.index(name)]
            (cell.errors if wrong else cell.warnings).append(sentence)
        else:
            (line.errors if wrong else line.said).append(sentence)
