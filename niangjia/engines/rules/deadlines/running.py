"""What makes the year for arbitration begin anew, and what stops it (劳动争议调解仲裁法第二十七条第二款、第三款)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .counting import in_years

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from .answers import LastDay


class By(StrEnum):
    """By what the year began anew. That the union is one of the bodies which the law means is not certain."""

    EMPLOYER = "employer"  # claimed from the employer
    MEDIATION = "mediation"  # applied for mediation
    AUTHORITY = "authority"  # complained to labour inspection or another authority
    TRIBUNAL = "tribunal"  # applied for arbitration, a payment order, or went to court
    AGREED = "agreed"  # the employer agreed to do what it owes
    UNION = "union"  # brought it to the union


@dataclass(frozen=True)
class Event:
    """Relief was sought, or the employer agreed, on that day."""

    day: date
    by: By


@dataclass(frozen=True)
class Pause:
    """From `first` on the worker could not apply (force majeure, illness …); on `ended` the cause was gone."""

    first: date
    ended: date

    def __post_init__(self) -> None:
        if self.ended < self.first:
            raise ValueError("a pause ends before it begins")


def run(key: str, title: str, start: date, events: Sequence[Event] = (), pauses: Sequence[Pause] = ()) -> LastDay:
    """The last day of the year that began on `start`, with what happened since."""
    sure_ones = [event for event in events if event.by is not By.UNION]
    kind = _run(key, title, start, events, pauses)
    strict = _run(key, title, start, sure_ones, ())
    if kind.safe <= strict.safe:
        return kind.doubting(*_too_late(kind, events))
    union = _(
        "It was brought to the union. Whether that makes the year begin anew is not certain: keep to the earlier "
        "day, or claim it from the employer in writing too."
    )
    stop = _(
        "The time for which somebody could not apply is added. A tribunal may see it otherwise, or count only what "
        "fell into the last six months (Civil Code 194): keep to the earlier day."
    )
    counted_union = len(sure_ones) < len(events)
    said = [union if counted_union else "", stop if pauses else "", *_too_late(kind, events)]
    return kind.doubting(*said, safe=strict.safe)


def _run(key: str, title: str, start: date, events: Iterable[Event], pauses: Sequence[Pause]) -> LastDay:
    answer = in_years(key, title, start, stopped=_stopped(key, title, start, pauses))
    for event in sorted(events, key=lambda event: event.day):
        if event.day > answer.day:
            break
        if event.day > start:
            start = event.day
            answer = in_years(key, title, start, stopped=_stopped(key, title, start, pauses))
    return answer


def _stopped(key: str, title: str, start: date, pauses: Sequence[Pause]) -> int:
    """The days after `start` for which it did not run; a pause after its end stops nothing."""
    days = 0
    for pause in sorted(pauses, key=lambda pause: pause.first):
        if pause.first > in_years(key, title, start, stopped=days).day:
            break
        days += max((pause.ended - max(pause.first, start)).days, 0)
    return days


def _too_late(answer: LastDay, events: Iterable[Event]) -> list[str]:
    late = [event for event in events if event.day > answer.day]
    return (
        [_("Something was done only after the year was over: ask a lawyer whether it still helps.")] if late else []
    )
