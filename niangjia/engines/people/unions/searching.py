"""Unions found by name, short name, code or the initials of the name."""

from __future__ import annotations

from heapq import nsmallest
from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Case, IntegerField, Q, Value, When

from .acts import STANDING
from .initials import initials_of
from .models import Union

if TYPE_CHECKING:
    from niangjia.foundation.access.reach import Reach

    from .models import UnionQuerySet

MOST = 20
FEWEST = 2  # letters that are taken for initials: one fits nearly everything


class Row(NamedTuple):
    """What of a union is compared."""

    place: int
    pk: int
    code: str
    name: str
    short_name: str


def search(text: str, reach: Reach, *, most: int = MOST, ended: bool = False) -> list[Union]:
    """At most so many unions of the reach that fit every word: the code first, then beginnings, then the rest.

    A word fits a part of the name or the short name, or the beginning of the code; one of Latin letters also the
    initials of a name, from any character on. For those nothing is stored: the names of the reach are read, and the
    initials of each name are kept in memory, so that nothing can be out of date.
    """
    words = text.lower().split()
    if not words:
        return []
    found = Union.objects.within(reach)
    if not ended:
        found = found.filter(state__in=STANDING)
    letters = [word for word in words if word.isascii() and word.isalpha() and len(word) >= FEWEST]
    for word in words:
        if word not in letters:
            found = found.filter(Q(name__icontains=word) | Q(short_name__icontains=word) | Q(code__istartswith=word))
    if not letters:
        return list(found.annotate(rank=_ranked(words[0])).order_by("rank", "place")[:most])
    return _spoken(found, letters, words[0], most)


def _ranked(word: str) -> Case:
    return Case(
        When(code__iexact=word, then=Value(0)),
        When(Q(short_name__istartswith=word) | Q(name__istartswith=word), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _spoken(among: UnionQuerySet, letters: list[str], first: str, most: int) -> list[Union]:
    """Those that fit every word of Latin letters; compared here, for the database knows no initials."""
    rows = (Row(*row) for row in among.values_list("place", "pk", "code", "name", "short_name"))
    fitting = (row for row in rows if all(_fits(word, row) for word in letters))
    best = nsmallest(most, fitting, key=lambda row: (_rank(first, row), row.place))
    unions = Union.objects.in_bulk([row.pk for row in best])
    return [unions[row.pk] for row in best]


def _fits(word: str, row: Row) -> bool:
    return (
        word in initials_of(row.name)
        or word in initials_of(row.short_name)
        or word in row.name.lower()
        or word in row.short_name.lower()
        or row.code.lower().startswith(word)
    )


def _rank(word: str, row: Row) -> int:
    if row.code.lower() == word:
        return 0
    return 1 if row.name.lower().startswith(word) or row.short_name.lower().startswith(word) else 2
