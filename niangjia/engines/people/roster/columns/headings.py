"""Where a table's heading is: title lines above it, merged cells, headings of two lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.roster.shapes import Heading

from .guessing import exact_field, guessed_field
from .tidy import INVISIBLE, SPACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from niangjia.engines.people.roster.shapes import Raw

    Merged = Sequence[tuple[int, int, int, int]]

LONGEST_TITLE = 60
DECIDING = frozenset({"name", "document_number"})


def find_heading(head: Sequence[Sequence[Raw]], merged: Merged = ()) -> Heading | None:
    """The heading of a table by its first lines and their merged cells (from 0); None if there is none."""
    lines = [[_title(cell) for cell in line] for line in head]
    single = None
    for at, line in enumerate(lines):
        fields = {field for title in line if title and (field := exact_field(title) or guessed_field(title))}
        known = {field for title in line if title and (field := exact_field(title))}
        if len(fields) >= 2 and DECIDING & fields and known:
            return _heading(lines, head, at, merged)
        if single is None and "name" in known and sum(1 for title in line if title) == 1:
            single = at
    return _heading(lines, head, single, merged) if single is not None else None


def _title(cell: Raw) -> str:
    """A cell as a title; what is no text, or too much of it, is none."""
    if not isinstance(cell, str):
        return ""
    text = SPACE.sub(" ", INVISIBLE.sub("", cell)).strip()
    return text if len(text) <= LONGEST_TITLE else ""


def _heading(lines: list[list[str]], head: Sequence[Sequence[Raw]], at: int, merged: Merged) -> Heading:
    width = max(len(line) for line in lines)
    first, last = at, at
    groups = _groups(lines, at - 1, merged, width) if at else {}
    if groups:
        first = at - 1
    elif _continues(lines, head, at, merged):
        last = at + 1
        groups = _groups(lines, at, merged, width)
    return Heading(first + 1, last + 1, _titles(lines, first, last, groups, width))


def _groups(lines: list[list[str]], at: int, merged: Merged, width: int) -> dict[int, str]:
    """Column -> title of the group above it: merged across some columns, not across the table as a title line is."""
    found: dict[int, str] = {}
    line = lines[at]
    for top, left, bottom, right in merged:
        wide = right - left + 1
        if top <= at <= bottom and left < len(lines[top]) and 1 < wide < max(0.8 * width, 3) and lines[top][left]:
            found |= dict.fromkeys(range(left, right + 1), lines[top][left])
    if found and len([title for title in line if title]) < 2:
        return {}
    return found


def _continues(lines: list[list[str]], head: Sequence[Sequence[Raw]], at: int, merged: Merged) -> bool:
    """Whether the next line belongs to the heading: short words alone, none below the name."""
    if at + 1 >= len(lines):
        return False
    below = [(column, cell) for column, cell in enumerate(head[at + 1]) if cell not in ("", None)]
    if not below or not all(isinstance(cell, str) and _title(cell) for _, cell in below):
        return False
    titles = lines[at]
    for column, cell in below:
        above = titles[column] if column < len(titles) else ""
        grouped = any(top <= at <= bottom and left <= column <= right for top, left, bottom, right in merged)
        if not exact_field(str(cell)) and not (grouped and not str(cell)[:1].isdigit()):
            return False
        if above and exact_field(above) in DECIDING and not exact_field(str(cell)):
            return False
    return True


def _titles(lines: list[list[str]], first: int, last: int, groups: dict[int, str], width: int) -> list[str]:
    def at(line: int, column: int) -> str:
        return lines[line][column] if column < len(lines[line]) else ""

    titles = []
    for column in range(width):
        upper = groups.get(column) or at(first, column)
        lower = at(last, column) if last > first else ""
        titles.append(f"{upper} {lower}" if upper and lower and upper != lower else lower or upper)
    while titles and not titles[-1]:
        titles.pop()
    return titles
