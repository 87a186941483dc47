"""Figures that are drawn: lines over time, or bars. The same figures always stand below as a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .pieces import Words

MOST = 4  # series in one picture: more can't be told apart by line and colour


class Shape(StrEnum):
    """LINES are for days or months in order; BARS for one series, a bar for each label."""

    LINES = "lines"
    BARS = "bars"


@dataclass(frozen=True)
class Series:
    """A row of figures under one name, one for each label; None is not known."""

    title: Words
    values: Sequence[int | float | None]


@dataclass(frozen=True)
class Line:
    """A line of the table: the label, its figures in the order of the series, its note."""

    label: Words
    values: tuple[int | float | None, ...]
    note: Words


@dataclass(frozen=True)
class Chart:
    """What is drawn. `notes`, one for each label, stand beside bars and in a column headed `note_title`: shares, say.

    Raises ValueError where the figures don't fit the labels.
    """

    title: Words
    shape: Shape
    label_title: Words
    labels: Sequence[Words]
    series: Sequence[Series]
    note_title: Words = ""
    notes: Sequence[Words] = field(default=())

    def __post_init__(self) -> None:
        lengths = {len(one.values) for one in self.series} | ({len(self.notes)} if self.notes else set())
        if lengths - {len(self.labels)}:
            raise ValueError("a chart needs one figure, and one note if any, for each label")
        if not 1 <= len(self.series) <= (MOST if self.shape is Shape.LINES else 1):
            raise ValueError(f"a chart of {self.shape} can't show {len(self.series)} series")

    @property
    def lines(self) -> Iterator[Line]:
        """The table, line by line."""
        columns = zip(*(one.values for one in self.series), strict=True)
        notes = self.notes or [""] * len(self.labels)
        return (Line(*line) for line in zip(self.labels, columns, notes, strict=True))
