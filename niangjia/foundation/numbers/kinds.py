"""What kinds of numbers there are, and how each is written."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter


class UnknownNumberKind(Exception):
    """A number was asked for of a kind that nobody registered: a slip of the code."""


@dataclass(frozen=True)
class NumberKind:
    """A kind of number and how it is written.

    `pattern` is a format of `owner`, `year` and `number`, such as "{owner}〔{year}〕{number}号". All kinds are
    without gaps within owner and year: a number is given in the transaction of what bears it, and goes back with it.
    """

    key: str
    pattern: str

    def __post_init__(self) -> None:
        fields = {name for _, name, _, _ in Formatter().parse(self.pattern) if name}
        if "number" not in fields or not fields <= {"owner", "year", "number"}:
            raise ValueError(f"number kind {self.key}: pattern {self.pattern!r} must use number, owner, year only")
        _known[self.key] = self

    def written(self, *, owner: str, year: int, number: int) -> str:
        """The number as people read it."""
        return self.pattern.format(owner=owner, year=year, number=number)


_known: dict[str, NumberKind] = {}


def known(key: str) -> NumberKind:
    """The kind of that key. Raises UnknownNumberKind."""
    try:
        return _known[key]
    except KeyError:
        raise UnknownNumberKind(key) from None
