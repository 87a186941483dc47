"""What figures are measured in: typed values, read from text and written as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy, pgettext_lazy

HOURS = 24
LONGEST = 36_600  # days; a century, so that a slip of the keyboard does not leave the calendar


class Unit(TextChoices):
    """Which type a value has: YUAN, RATE and FACTOR Decimal, SHARE a Fraction, whole numbers and HOUR int."""

    PEOPLE = "people", pgettext_lazy("unit", "people")
    ROUNDS = "rounds", pgettext_lazy("unit", "rounds")
    MONTHS = "months", pgettext_lazy("unit", "months")
    YEARS = "years", pgettext_lazy("unit", "years")
    YUAN = "yuan", pgettext_lazy("unit", "yuan")
    RATE = "rate", pgettext_lazy("unit", "rate")
    FACTOR = "factor", pgettext_lazy("unit", "multiple")
    SHARE = "share", pgettext_lazy("unit", "share")
    HOUR = "hour", pgettext_lazy("unit", "o'clock")
    CALENDAR_DAYS = "cd", pgettext_lazy("unit", "calendar days")
    WORKING_DAYS = "wd", pgettext_lazy("unit", "working days")

    @property
    def in_days(self) -> bool:
        return self in DAY_UNITS


DAY_UNITS = (Unit.CALENDAR_DAYS, Unit.WORKING_DAYS)


class MixedDays(TypeError):
    """Calendar days and working days were put together: a slip of the code."""


class BadValue(ValueError):
    """A text is no value of the unit; the message is a sentence for people."""


@dataclass(frozen=True)
class Days:
    """A length in days of one kind: `working` ones, or those of the calendar. The two never mix."""

    count: int
    _: KW_ONLY
    working: bool

    def __post_init__(self) -> None:
        if not 0 <= self.count <= LONGEST:
            raise ValueError(f"{self.count} days: 0 to {LONGEST}")

    def __add__(self, other: Days) -> Days:
        """An extension of the same kind. Raises MixedDays."""
        if self.working != other.working:
            raise MixedDays(f"{self} + {other}")
        return Days(self.count + other.count, working=self.working)

    @property
    def unit(self) -> Unit:
        return Unit.WORKING_DAYS if self.working else Unit.CALENDAR_DAYS


Value: TypeAlias = int | Decimal | Fraction | Days

WHOLE = re.compile(r"\d{1,9}", re.ASCII)
EXACT = re.compile(r"\d{1,9}(\.\d{1,8})?", re.ASCII)
PARTS = re.compile(r"(\d{1,4})/(\d{1,4})", re.ASCII)


def parse(text: str, unit: Unit) -> Value:
    """The value that a text means: "25", "1300.50", "2/3", "20%". Raises BadValue."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    value = READERS[unit](plain)
    if value is None:
        raise BadValue(str(EXPECTED[unit]))
    return value


def _whole(text: str) -> int | None:
    return int(text) if WHOLE.fullmatch(text) else None


def _hour(text: str) -> int | None:
    return int(text) if WHOLE.fullmatch(text) and int(text) < HOURS else None


def _exact(text: str) -> Decimal | None:
    return Decimal(text) if EXACT.fullmatch(text) else None


def _percent(text: str) -> Decimal | None:
    if not text.endswith("%"):
        return _exact(text)
    number = _exact(text[:-1].strip())
    return None if number is None else number / 100


def _yuan(text: str) -> Decimal | None:
    amount = _exact(text)
    return amount if amount is not None and amount == round(amount, 2) else None


def _rate(text: str) -> Decimal | None:
    rate = _percent(text)
    return rate if rate is not None and rate <= 1 else None


def _factor(text: str) -> Decimal | None:
    return _exact(text) or None


def _share(text: str) -> Fraction | None:
    if parts := PARTS.fullmatch(text):
        above, below = map(int, parts.groups())
        share = Fraction(above, below) if below else None
    else:
        number = _percent(text)
        share = None if number is None else Fraction(number)
    return share if share is not None and 0 < share <= 1 else None


def _days(*, working: bool) -> Callable[[str], Days | None]:
    def read(text: str) -> Days | None:
        count = _whole(text)
        return None if count is None or count > LONGEST else Days(count, working=working)

    return read


READERS: dict[Unit, Callable[[str], Value | None]] = {
    **dict.fromkeys((Unit.PEOPLE, Unit.ROUNDS, Unit.MONTHS, Unit.YEARS), _whole),
    Unit.YUAN: _yuan,
    Unit.RATE: _rate,
    Unit.FACTOR: _factor,
    Unit.SHARE: _share,
    Unit.HOUR: _hour,
    Unit.CALENDAR_DAYS: _days(working=False),
    Unit.WORKING_DAYS: _days(working=True),
}
_A_NUMBER = gettext_lazy("Write a whole number, such as 25.")
EXPECTED = {
    **dict.fromkeys((Unit.PEOPLE, Unit.ROUNDS, Unit.MONTHS, Unit.YEARS, *DAY_UNITS), _A_NUMBER),
    Unit.YUAN: gettext_lazy("Write an amount in yuan, such as 1300 or 1300.50."),
    Unit.RATE: gettext_lazy("Write a rate of at most one, such as 0.005 or 0.5%."),
    Unit.FACTOR: gettext_lazy("Write a number above zero, such as 1.5."),
    Unit.HOUR: gettext_lazy("Write an hour of the day, from 0 to 23."),
    Unit.SHARE: gettext_lazy("Write a share above zero and of at most one, such as 2/3 or 20%."),
}


def written(value: Value) -> str:
    """The text that `parse` reads back."""
    if isinstance(value, Days):
        return str(value.count)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def fits(value: Value, unit: Unit) -> bool:
    """Whether the value has the unit's type and lies within its bounds."""
    try:
        read = parse(written(value), unit)
    except BadValue:
        return False
    return type(read) is type(value) and read == value
