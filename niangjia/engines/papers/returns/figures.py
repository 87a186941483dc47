"""What the register can count for returns: figures by key, each with a sentence that says what it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from django.utils.functional import _StrPromise

    from niangjia.engines.people.models import Union

    Words = str | _StrPromise
    # figure key -> union id -> how many (or how much, as a Decimal), each union with all below it
    Counted = dict[str, dict[int, Any]]
    Count = Callable[[Sequence[Union], date, date], Counted]
    # union, first and last day, how many at most -> person id and day
    Listing = Callable[[Union, date, date, int], list[tuple[int, date]]]


@dataclass(frozen=True)
class Figure:
    """`sentence` says what is counted, in words for people; `query` narrows the register's list to just those, and
    `listing` gives who they were where no list of today shows them.
    """

    key: str
    title: Words
    sentence: Words
    query: str = ""
    listing: Listing | None = None


@dataclass(frozen=True)
class Source:
    """Figures that are counted together."""

    figures: tuple[Figure, ...]
    count: Count


_sources: list[Source] = []
_figures: dict[str, Figure] = {}


def register_source(source: Source) -> None:
    """Make figures known. Raises ValueError for a second one of a key."""
    for figure in source.figures:
        if _figures.setdefault(figure.key, figure) is not figure:
            raise ValueError(f"figure {figure.key!r} is registered twice")
    _sources.append(source)


def is_known(key: str) -> bool:
    return key in _figures


def figure(key: str) -> Figure | None:
    return _figures.get(key)


def counted(keys: set[str], unions: Sequence[Union], first: date, last: date) -> Counted:
    """The figures of these keys for each union with all below it; each source is asked once."""
    found: Counted = {}
    for source in _sources:
        if keys & {figure.key for figure in source.figures}:
            found |= source.count(unions, first, last)
    return {key: found[key] for key in keys if key in found}
