"""Spans of days with open ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Period:
    """From `first` to `last`, both included; None is an open end."""

    first: date | None = None
    last: date | None = None

    @property
    def ends(self) -> tuple[date, date]:
        return self.first or date.min, self.last or date.max

    def __contains__(self, day: date) -> bool:
        first, last = self.ends
        return first <= day <= last

    def overlaps(self, other: Period) -> bool:
        """Whether a day lies in both."""
        (first, last), (others_first, others_last) = self.ends, other.ends
        return first <= others_last and others_first <= last
