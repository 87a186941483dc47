"""Unions as lines of a table, each with the numbers of its whole subtree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from niangjia.engines.people.totals.facets import ALL, INCOMPLETE, MEMBERS, UNORGANISED, WORKERS
from niangjia.engines.people.totals.reading import totals_below

from .figures import rate_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .models import Union

COUNTED = (MEMBERS, WORKERS, UNORGANISED, INCOMPLETE)


@dataclass(frozen=True)
class Line:
    """A union with the numbers of its subtree."""

    union: Union
    members: int = 0
    workers: int = 0
    unorganised: int = 0
    incomplete: int = 0

    @property
    def url(self) -> str:
        return reverse("people:union", args=[self.union.pk])

    @property
    def rate(self) -> str:
        """Of a hundred workers so many belong to a union, as people read it; "" without workers."""
        rate = rate_of(self.workers, self.unorganised)
        return "" if rate is None else f"{rate:.1f}%"


def lines_of(unions: Iterable[Union]) -> list[Line]:
    """A line for each of the unions; one query."""
    wanted = list(unions)
    counts = counts_under(wanted, COUNTED)
    return [Line(union, **counts[union.pk]) for union in wanted]


def counts_under(unions: Iterable[Union], facets: Iterable[str]) -> dict[int, dict[str, int]]:
    """For each union how many its subtree has of each facet: union id -> facet -> count; one query."""
    wanted = list(unions)
    found = totals_below(wanted, facets)
    return {
        union.pk: {facet: values.get(ALL, 0) for facet, values in found.get(union.pk, {}).items()} for union in wanted
    }
