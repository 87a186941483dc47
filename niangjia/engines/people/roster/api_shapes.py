"""What the API of lists takes and gives."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field, field_validator

from niangjia.engines.people.api_shapes import LARGEST, Id
from niangjia.engines.people.roster.columns import FIELDS

from .staging.previewing import Counts
from .staging.rows import Outcome

MOST_COLUMNS = 1_000


class UploadIn(Schema):
    """For which union a list is, what for, and the key of the layout that it has, if it has one."""

    union: Id
    purpose: Literal["members", "employer"] = "members"
    layout: Annotated[str, Field(max_length=40)] = ""


class CheckIn(Schema):
    """Another sheet, or what the columns hold (column from 0 -> key of a field); both as guessed if left out."""

    sheet: Annotated[str, Field(max_length=64)] = ""
    columns: Annotated[dict[Annotated[int, Field(ge=0, lt=MOST_COLUMNS)], str], Field(max_length=MOST_COLUMNS)] = {}

    @field_validator("columns")
    @classmethod
    def known(cls, columns: dict[int, str]) -> dict[int, str]:
        """Raises ValueError for a field that there is not."""
        if unknown := sorted(set(columns.values()) - FIELDS.keys()):
            raise ValueError(f"no field is called {unknown[0]!r}; known: {', '.join(FIELDS)}")
        return columns


class CommitIn(Schema):
    """How the new ones come in: recorded later, on whose word, or to apply (no members yet)."""

    entry: Literal["recorded", "application"]
    word: Annotated[str, Field(max_length=128)] = ""


class RowsIn(Schema):
    """Which rows of the preview: all, or those of an outcome."""

    outcome: Outcome | None = None
    page: Annotated[int, Field(ge=1, le=LARGEST)] = 1


class CountsOut(Schema):
    """The outcomes add up to `rows`; `warnings` are rows that are taken with one; `reasons` are codes."""

    rows: int
    outcomes: dict[str, int]
    warnings: int
    reasons: dict[str, int]

    @staticmethod
    def of(counts: Counts) -> dict[str, Any]:
        return vars(counts)


class SheetOut(Schema):
    """A sheet of the file."""

    name: str
    rows: int
    columns: int
    explanation: bool
    hidden: bool


class RosterOut(Schema):
    """A list. `reason` says why it can't be read or has no rows; `done` of `total` rows while a job is under way."""

    id: UUID
    union: int
    purpose: str
    state: str
    reason: str
    file: str
    sheets: list[SheetOut]
    sheet: str
    titles: list[str]
    columns: dict[int, str]
    layout: str
    entry: str
    counts: CountsOut
    done: int | None
    total: int | None
    made: datetime
    committed: datetime | None
    kept_until: datetime


class ChangeOut(Schema):
    """A field that a row changes; sensitive values masked."""

    title: str
    old: str
    new: str


class ProblemOut(Schema):
    """What is said of a field, "" for the whole row."""

    field: str
    title: str
    code: str
    sentence: str
    is_error: bool


class RowOut(Schema):
    """A row of the preview; document and telephone are masked."""

    number: int
    outcome: str
    reason: str
    sentence: str
    name: str
    document: str
    phone: str
    union: str
    person: int | None
    group: int
    changes: list[ChangeOut]
    problems: list[ProblemOut]
    formulas: list[str]


class RowsOut(Schema):
    """A page of rows; `total` of them there are."""

    rows: list[RowOut]
    page: int
    pages: int
    total: int
