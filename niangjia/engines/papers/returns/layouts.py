"""Layouts of returns: tables with rows, columns and logic checks as data (`layouts_shipped/*.json`)."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

FOLDER = Path(__file__).parent / "layouts_shipped"
_more: list[Path] = []  # layouts that services bring
PERIODS = ("month", "union_year")
OPERATORS = ("=", "<=", ">=")


@dataclass(frozen=True)
class Row:
    """A line. `figures` names, by column, what the register counts for it; `note` explains it to who fills in."""

    code: str
    title: str
    unit: str = ""
    figures: Mapping[str, str] | None = None
    note: str = ""


@dataclass(frozen=True)
class Table:
    """A table; `columns` are (key, title)."""

    key: str
    title: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]

    def cells(self) -> Iterator[tuple[str, Row, str]]:
        """Each cell's code, its row, the key of its column."""
        for row in self.rows:
            for key, _title in self.columns:
                yield f"{self.key}.{row.code}.{key}", row, key


@dataclass(frozen=True)
class Check:
    """The sum of `left` cells compared with that of `right` ones; with `previous`, those of the period before.

    A `hard` one must hold when the return is handed in; others are shown.
    """

    left: tuple[str, ...]
    op: str
    right: tuple[str, ...]
    words: str
    hard: bool = True
    previous: bool = False

    def holds(self, left: Decimal, right: Decimal) -> bool:
        return {"=": left == right, "<=": left <= right, ">=": left >= right}[self.op]


@dataclass(frozen=True)
class Layout:
    """A return.

    `standing` is "official" or "sample"; `remark` stands on the paper; `above` are lines over the table in a
    workbook, with {title}, {unit} and {period}.
    """

    key: str
    title: str
    period: str
    tables: tuple[Table, ...]
    checks: tuple[Check, ...] = ()
    standing: str = "sample"
    remark: str = ""
    above: tuple[str, ...] = ()
    wide: bool = False

    def codes(self) -> dict[str, str]:
        """Every cell's code with what the register counts for it, "" for nothing."""
        return {code: (row.figures or {}).get(key, "") for table in self.tables for code, row, key in table.cells()}

    def problems(self) -> Iterator[str]:
        """What is wrong with it, one sentence each."""
        from .figures import is_known

        codes, where = self.codes(), f"return {self.key!r}"
        if self.period not in PERIODS:
            yield f"{where}: the period {self.period!r} is none of {PERIODS}"
        if len(codes) != sum(len(table.rows) * len(table.columns) for table in self.tables):
            yield f"{where}: two cells have one code"
        yield from (
            f"{where}: {code} names the unknown figure {key!r}"
            for code, key in codes.items()
            if key and not is_known(key)
        )
        for check in self.checks:
            unknown = set(check.left + check.right) - set(codes)
            if unknown or check.op not in OPERATORS:
                yield f"{where}: the check {check.words!r} is of {sorted(unknown)} or by {check.op!r}"

    def as_data(self) -> dict[str, Any]:
        """As a return keeps it."""
        return asdict(self)


def layout_of(data: dict[str, Any]) -> Layout:
    """The layout that JSON describes."""
    tables = tuple(
        Table(
            table["key"],
            table["title"],
            tuple((key, title) for key, title in table["columns"]),
            tuple(Row(**row) for row in table["rows"]),
        )
        for table in data["tables"]
    )
    checks = tuple(
        Check(**{**check, "left": tuple(check["left"]), "right": tuple(check["right"])})
        for check in data.get("checks", ())
    )
    return Layout(**{**data, "tables": tables, "checks": checks, "above": tuple(data.get("above", ()))})


def register_layout(path: Path) -> None:
    """Make a service's layout known, a JSON file as those of FOLDER; again does nothing."""
    if path not in _more:
        _more.append(path)
        shipped.cache_clear()


@cache
def shipped() -> dict[str, Layout]:
    """The layouts that come with the house and its services, by key."""
    files = [*sorted(FOLDER.glob("*.json")), *_more]
    found = (layout_of(json.loads(path.read_text(encoding="utf-8"))) for path in files)
    return {layout.key: layout for layout in found}


def period_of(layout: Layout, day: date) -> tuple[date, date]:
    """First and last day of the last period that is over on a day: a month, or 1 October to 30 September."""
    if layout.period == "month":
        last = day.replace(day=1) - timedelta(days=1)
        return last.replace(day=1), last
    year = day.year if day > date(day.year, 9, 30) else day.year - 1
    return date(year - 1, 10, 1), date(year, 9, 30)


def period_with(layout: Layout, last: date) -> tuple[date, date] | None:
    """The period that ends on that day, or None if none does."""
    period = period_of(layout, last + timedelta(days=1))
    return period if period[1] == last else None
