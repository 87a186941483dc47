"""A last day with everything that people should know about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from niangjia.engines.rules.defaults import Sure


@dataclass(frozen=True)
class LastDay:
    """The last day of a limit.

    `key` is the figure; `counted` where the counting ended, before a day of rest moved it to `day`; `safe` the last
    working day on which nobody can say that it is late: what people are told to keep to. `doubts` are sentences.
    """

    key: str
    title: str
    day: date
    counted: date
    safe: date
    basis: str
    sure: Sure
    doubts: tuple[str, ...] = ()

    @property
    def moved(self) -> bool:
        return self.day != self.counted

    @property
    def certain(self) -> bool:
        return not self.doubts

    def left(self, on: date) -> int:
        """Days from `on` to the safe day; below zero once that is over."""
        return (self.safe - on).days

    def over(self, on: date) -> bool:
        """Whether it is too late even as the law is read most kindly."""
        return on > self.day

    def doubting(self, *sentences: str, safe: date | None = None) -> LastDay:
        """The same with more doubts, and an earlier safe day if there is one."""
        earliest = min(self.safe, safe) if safe else self.safe
        return replace(self, doubts=(*self.doubts, *filter(None, sentences)), safe=earliest)


@dataclass(frozen=True)
class Unlimited:
    """There is no last day as things stand; `sentence` says why and what would change that."""

    key: str
    title: str
    basis: str
    sentence: str


@dataclass(frozen=True)
class Judged:
    """Whether a request came in time, with the sentence that the person gets."""

    in_time: bool
    limit: LastDay
    sentence: str
