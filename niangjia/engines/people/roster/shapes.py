"""What the parts of the roster hand to each other. Nothing here knows a file format or the database.

None of these shows a person's data by mistake: whoever logs one logs its numbers only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, TypedDict

Raw = str | int | float | bool | date | datetime | None


class Row(NamedTuple):
    """A line of a sheet as stored: its number (from 1), its cells, which columns (from 0) are formulas."""

    number: int
    cells: list[Raw]
    formulas: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, repr=False)
class Sheet:
    """`rows` and `columns` reach to the last cell that has something; `head` is the first 40 lines, blank ones too.

    `merged` are the merged cells of the head: (first row, first column, last row, last column), all from 0.
    """

    name: str
    rows: int
    columns: int
    head: tuple[list[Raw], ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    explanation: bool = False  # words about how to fill the table, or nothing; no table
    hidden: bool = False

    def __repr__(self) -> str:
        return f"<Sheet {self.rows}x{self.columns}>"


@dataclass(frozen=True, slots=True)
class Book:
    """A file that can be read. `notes` are codes of what is said about it (see reading/reasons.py)."""

    kind: str  # "xlsx", "xls", "et", "csv"
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


class Heading(NamedTuple):
    """Where a table's heading is, rows from 1 as in the sheet; a title for each column ("" for none)."""

    first: int
    last: int
    titles: list[str]


class Problem(NamedTuple):
    """What is wrong with a field of a row; the sentences are in columns/problems.py."""

    field: str
    code: str


class DocumentValue(NamedTuple):
    """An identity document: a value of `DocumentKind`, the number as it is stored."""

    kind: str
    number: str
    valid_until: date | None = None


class Values(TypedDict, total=False):
    """What a row says, in the form in which the register stores it. What the row does not say is not a key.

    `sex` and `born` come from the document where it tells them. `union` and `employer` are as written.
    """

    name: str
    documents: tuple[DocumentValue, ...]  # the main one first
    sex: str
    born: date
    ethnicity: str
    native_place: str
    education: str
    political: str
    household: str
    household_region: str
    is_migrant: bool
    work_state: str
    skill: str
    new_form: str
    platform: str
    phones: tuple[str, ...]  # as `examine_phone` writes them
    address: str
    bank_card: str
    union: str  # code, name or short name
    union_code: str
    joined: date
    member_number: str
    employer: str
    employer_code: str  # social credit code
    employment: str  # Employment.Kind
    job: str
    employed: date


class Checked(NamedTuple):
    """A row after checking. `values` has whatever could be understood, also where there are errors.

    `formulas` are the fields that came from a formula (its stored value was taken).
    """

    number: int
    values: Values
    errors: list[Problem]
    warnings: list[Problem]
    formulas: tuple[str, ...] = ()
