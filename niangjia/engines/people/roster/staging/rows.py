"""A checked row with what became of it, and how such rows are packed."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec

from niangjia.engines.people.roster.shapes import Problem, Values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from niangjia.engines.people.roster.shapes import Raw


class Outcome(StrEnum):
    """What became, or would become, of a row; every row has one."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    MOVED = "moved"  # a member elsewhere: never taken over
    FOLDED = "folded"  # the same row stands in the file before
    INCOMPLETE = "incomplete"  # entered without any identity document, and not counted
    HELD = "held"  # until somebody picks
    REJECTED = "rejected"


ENTERING = (Outcome.NEW, Outcome.INCOMPLETE)
COMMITTED = (*ENTERING, Outcome.CHANGED)


class Change(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A field that a row changes; both values as the register writes them ("" for nothing)."""

    field: str
    old: str
    new: str


class Staged(msgspec.Struct, array_like=True):
    """A row. `union` and `employer` are ids, `person` is whom the row was found to be about.

    `reason` says more about the outcome (see reasons.py); `group` is the number of the first of the rows that are
    about one person, when there are several. `raw` is kept of rows that may go back to whoever sent them.
    """

    number: int
    outcome: Outcome
    values: Values
    union: int | None = None
    employer: int | None = None
    person: int | None = None
    reason: str = ""
    group: int = 0
    errors: list[Problem] = []
    warnings: list[Problem] = []
    formulas: tuple[str, ...] = ()
    changes: list[Change] = []
    raw: list[Any] | None = None


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(list[Staged])


def packed_rows(rows: Sequence[Staged]) -> bytes:
    return _encoder.encode(rows)


def unpacked_rows(content: bytes) -> list[Staged]:
    return _decoder.decode(content)


def packed_values(values: Values) -> bytes:
    """The same for the same values: two rows that say the same are found by it."""
    return _encoder.encode(values)


def kept_cells(cells: Iterable[Raw]) -> list[Any]:
    """Cells as they can be packed; days come out again as days."""
    return [[cell.isoformat()] if isinstance(cell, date) else cell for cell in cells]


def cells_as_read(raw: Iterable[Any]) -> list[Raw]:
    """The cells of `kept_cells`."""
    return [_day(cell[0]) if isinstance(cell, list) else cell for cell in raw]


def _day(text: str) -> date:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
