"""The dirty workbook of 20,000 rows, as far as it needs no register: read, recognised, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from niangjia.engines.people.roster.columns import checker, find_heading, guess
from niangjia.engines.people.roster.reading import look_into, rows_of

from . import dirt

if TYPE_CHECKING:
    from pathlib import Path

    from niangjia.engines.people.roster.shapes import Checked

BY_REGISTER = {("union", "unknown_union")}  # errors that only the register can tell


def judged(path: Path) -> tuple[dict[int, Checked], set[int]]:
    """Checked rows by number, and the rows that are nobody's."""
    sheet = next(sheet for sheet in look_into(path).sheets if not sheet.explanation)
    heading = find_heading(sheet.head, sheet.merged)
    assert heading
    assert heading.last == dirt.FIRST - 1
    check = checker(guess(heading.titles), today=dirt.TODAY, default_union=False, titles=heading.titles)
    found = {row.number: check(row) for batch in rows_of(path, sheet.name, after=heading.last) for row in batch}
    return {number: row for number, row in found.items() if row}, {number for number, row in found.items() if not row}


def compare(known: dirt.Dirty, found: dict[int, Checked], nobody: set[int]) -> None:
    for number, line in known.lines.items():
        if not line.outcome:
            assert number not in found, known.cells[number - 1]
            continue
        row = found[number]
        shown = f"{number}: {known.cells[number - 1]}"
        assert {tuple(problem) for problem in row.errors} == line.errors - BY_REGISTER, shown
        wrong = {key: row.values.get(key) for key, value in line.truth.items() if row.values.get(key) != value}
        assert not wrong, shown
        assert line.warned <= {tuple(problem) for problem in row.warnings}, shown
        if line.outcome == "incomplete":
            assert "documents" not in row.values
    assert found.keys() | nobody <= known.lines.keys()


@pytest.fixture(scope="module")
def known() -> dirt.Dirty:
    return dirt.dirty()


def test_the_workbook(tmp_path: Path, known: dirt.Dirty) -> None:
    path = tmp_path / "dirty.xlsx"
    path.write_bytes(known.content)
    found, nobody = judged(path)
    compare(known, found, nobody)
    assert sum(1 for line in known.lines.values() if line.outcome) == len(found) > 20_000
    assert all(known.count(outcome) > 100 for outcome in ("new", "folded", "incomplete", "held", "rejected"))
    marked = sum("name" in row.formulas or "union" in row.formulas for row in found.values())
    assert marked > 1000


def test_the_same_as_text(tmp_path: Path) -> None:
    known = dirt.dirty(2000, seed=2)
    path = tmp_path / "dirty.csv"
    path.write_bytes(known.text)
    found, nobody = judged(path)
    compare(known, found, nobody)
