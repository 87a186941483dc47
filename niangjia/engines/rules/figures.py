"""Figures: what a parameter is worth on a day, for whom, on what basis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from .defaults import Default, Parameter, Sure, known
from .periods import Period
from .showing import shown
from .units import Days, Unit, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .models import Setting

T = TypeVar("T", int, Decimal, Fraction, Days)


class NoFigure(LookupError):
    """The parameter is known, but nobody has said what held on that day."""


class WrongKind(TypeError):
    """A figure was asked for in a type that it has not: a slip of the code."""


class Level(StrEnum):
    """Whose figure it is, the nearest first."""

    UNION = "union"
    CITY = "city"
    PLATFORM = "platform"


@dataclass(frozen=True)
class Source:
    """Where a figure comes from; `setting` is the id of the own figure, None for what the platform brings."""

    level: Level
    union: int | None = None
    setting: int | None = None


@dataclass(frozen=True)
class Figure:
    """A value with its basis; `period` is the time for which it holds."""

    key: str
    value: Value
    unit: Unit
    basis: str
    source: Source
    sure: Sure
    period: Period

    @property
    def count(self) -> int:
        """The value of a figure in people, rounds, months or years. Raises WrongKind."""
        return self._as(int)

    @property
    def days(self) -> Days:
        """The value of a figure in days. Raises WrongKind."""
        return self._as(Days)

    @property
    def amount(self) -> Decimal:
        """The value of a figure in yuan, of a rate, of a multiple. Raises WrongKind."""
        return self._as(Decimal)

    @property
    def share(self) -> Fraction:
        """The value of a figure that is a share. Raises WrongKind."""
        return self._as(Fraction)

    @property
    def text(self) -> str:
        """The value as people read it, with its unit."""
        return shown(self.value, self.unit)

    def _as(self, kind: type[T]) -> T:
        if not isinstance(self.value, kind):
            raise WrongKind(f"{self.key} is in {self.unit.value}, not {kind.__name__}")
        return self.value


def value(key: str, *, on: date, unions: Sequence[int] = ()) -> Figure:
    """The figure that held on the day of the event, for a union given as its chain of ids from base to root.

    The nearest union's own comes first, then the city's, then what the platform brings.
    Raises UnknownParameter, and NoFigure where nothing is known for that day.
    """
    from .models import Setting

    parameter = known(key)
    return judged(parameter, Setting.objects.live().of(unions).filter(key=key), on=on, unions=unions)


def judged(parameter: Parameter, settings: Iterable[Setting], *, on: date, unions: Sequence[int] = ()) -> Figure:
    """As `value`, with the parameter's own settings given. Raises NoFigure."""
    by_union: dict[int | None, list[Setting]] = {}
    for setting in settings:
        by_union.setdefault(setting.union, []).append(setting)
    for union in (*unions, None):
        for setting, period in in_force(by_union.get(union, [])):
            if on in period:
                return _own(setting, period)
    default = parameter.default_on(on)
    if default is None:
        raise NoFigure(f"{parameter.key} on {on}")
    return _brought(parameter, default)


def in_force(settings: Iterable[Setting]) -> list[tuple[Setting, Period]]:
    """The settings of one parameter and union in order, with the days on which each holds."""
    ordered = sorted(settings, key=lambda setting: setting.valid_from)
    following = (setting.valid_from for setting in ordered[1:])
    return [
        (setting, Period(setting.valid_from, _last_day(setting, begins)))
        for setting, begins in zip_longest(ordered, following)
    ]


def _last_day(setting: Setting, next_begins: date | None) -> date | None:
    if next_begins is None:
        return setting.valid_to
    day_before = next_begins - timedelta(days=1)
    return min(day_before, setting.valid_to or day_before)


def _own(setting: Setting, period: Period) -> Figure:
    level = Level.CITY if setting.union is None else Level.UNION
    source = Source(level, setting.union, setting.pk)
    return Figure(setting.key, setting.typed, Unit(setting.unit), setting.basis, source, Sure.SET, period)


def _brought(parameter: Parameter, default: Default) -> Figure:
    source = Source(Level.PLATFORM)
    return Figure(parameter.key, default.value, default.unit, default.basis, source, default.sure, default.period)
