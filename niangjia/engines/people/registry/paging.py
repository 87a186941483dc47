"""Pages of a list of persons: of a long one, only the page that is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator

from niangjia.foundation.access.scope import current_scope

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from niangjia.engines.people.persons.models import Person

PER_PAGE = 25
# Where the first page of a list ended the last time, by whose it was, what was asked and how it was sorted. So many
# are remembered at most.
_ends: dict[tuple[object, ...], str] = {}
ENDS = 1_000


@dataclass(frozen=True)
class Walked:
    """The ids of a list sorted by name, page by page along the index.

    That the first page ends soon is told to the database beforehand, by where it ended the last time. Else it takes
    the rows to come for the whole city's, and readies itself to look up the union of each. Whether the page is full
    shows whether it still ends there.
    """

    found: QuerySet[Person]
    sort: str
    asked: str

    def __getitem__(self, part: slice) -> list[int]:
        names = self.found.values_list("pk", "name_key")
        if part.start:
            return [pk for pk, _name in names[part]]
        key = (current_scope().reach.ranges, self.asked, self.sort)
        rows: list[tuple[int, str]] = []
        if end := _ends.get(key):
            until = "name_key__gte" if self.sort.startswith("-") else "name_key__lte"
            rows = list(names.filter(**{until: end})[part])
        if len(rows) < part.stop:
            rows = list(names[part])
        if rows:
            _remember(key, rows[-1][1])
        return [pk for pk, _name in rows]


def _remember(key: tuple[object, ...], end: str) -> None:
    if len(_ends) >= ENDS:
        _ends.clear()
    _ends[key] = end


class Turned(Paginator):  # type: ignore[type-arg]
    """Pages of ids, which are only ever sliced: so many can be turned to; `count` may know of more."""

    def __init__(self, ids: Sequence[int] | Walked, turned: int, total: int) -> None:
        super().__init__(ids, PER_PAGE)  # type: ignore[arg-type]
        self.turned, self.total = turned, total

    @property
    def count(self) -> int:
        return self.total

    @property
    def num_pages(self) -> int:
        return max(1, -(-self.turned // PER_PAGE))
