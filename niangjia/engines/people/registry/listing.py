"""Which persons the register's list shows, quickly also where half a million are in sight."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q, Subquery

from niangjia.engines.people.codes import WorkState
from niangjia.engines.people.memberships.models import LIVING, Membership
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.totals.facets import INCOMPLETE, MEMBERS, RETAINED, UNORGANISED
from niangjia.engines.people.totals.reading import totals_of

from .rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.reach import Reach

    from .rows import Row

MOST = 1_000  # rows that can be turned to; behind that one narrows
PER_PAGE = 25
SORTED_BY_DAY = 20_000  # up to so many; more would be sorted anew for every page
BY_NAME, BY_DAY = "name_key", "joined"
PARTS = ("sex", "education", "new_form")
HERE = (Person.State.COMPLETE, Person.State.INCOMPLETE)
# Whose membership waits for the record to be completed is no member yet.
BELONGING = tuple(state for state in LIVING if state != Standing.INCOMPLETE)


class Kind(StrEnum):
    """Whom a list is of."""

    MEMBER = "member"
    WORKER = "worker"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class Counts:
    """How many there are in a reach, from the totals: nobody is counted for it."""

    members: int
    workers: int
    incomplete: int

    @property
    def everybody(self) -> int:
        return self.members + self.workers + self.incomplete

    def of(self, kind: str) -> int:
        return {Kind.MEMBER: self.members, Kind.WORKER: self.workers, Kind.INCOMPLETE: self.incomplete}.get(
            Kind(kind) if kind else None,  # type: ignore[arg-type]
            self.everybody,
        )


def counts_in(reach: Reach) -> Counts:
    """The counts of a reach, in one query."""
    found = totals_of(reach, (MEMBERS, RETAINED, UNORGANISED, INCOMPLETE))
    one = {facet: values.get("", 0) for facet, values in found.items()}
    return Counts(one.get(MEMBERS, 0) + one.get(RETAINED, 0), one.get(UNORGANISED, 0), one.get(INCOMPLETE, 0))


def matching(asked: Mapping[str, Any]) -> QuerySet[Person]:
    """Persons inside the scope who fit the filters, in no order."""
    found = Person.objects.filter(state__in=HERE)
    union: Union | None = asked.get("union")
    if union:
        found = found.filter(home__place__gte=union.place, home__place__lt=union.place_end)
    state = asked.get("state")
    found = found.filter(_has(state=state) if state else Q(died=None))
    if kind := asked.get("kind"):
        found = found.filter(_of_kind(Kind(kind)))
    return found.filter(**{name: value for name in PARTS if (value := asked.get(name))})


def _of_kind(kind: Kind) -> Q:
    match kind:
        case Kind.MEMBER:
            return Q(_has(state__in=BELONGING), state=Person.State.COMPLETE)
        case Kind.WORKER:
            return ~Q(_has(state__in=BELONGING)) & ~Q(work_state=WorkState.RETIRED) & Q(state=Person.State.COMPLETE)
        case Kind.INCOMPLETE:
            return Q(state=Person.State.INCOMPLETE)


def _has(**what: Any) -> Exists:
    return Exists(Membership.objects.filter(person=OuterRef("pk"), **what))


def in_order(found: QuerySet[Person], sort: str) -> QuerySet[Person]:
    """Sorted as asked; by name where the day of joining is the same."""
    sign = "-" if sort.startswith("-") else ""
    if sort.removeprefix("-") == BY_NAME:
        return found.order_by(f"{sign}name_key", f"{sign}pk")
    living = Membership.objects.filter(person=OuterRef("pk"), state__in=LIVING)
    return found.annotate(joined=Subquery(living.values("joined")[:1])).order_by(f"{sign}joined", "name_key", "pk")


class Turned(Paginator):  # type: ignore[type-arg]
    """Pages over the ids that can be turned to; `count` may know of more."""

    def __init__(self, ids: list[int], total: int) -> None:
        super().__init__(ids, PER_PAGE)
        self.total = total

    @property
    def count(self) -> int:
        return self.total

    @property
    def num_pages(self) -> int:
        return max(1, -(-len(self.object_list) // PER_PAGE))


@dataclass(frozen=True)
class Listing:
    """A page of rows. `cut` says that more fit than can be turned to."""

    page: Page[Row]
    cut: bool


def listing(asked: Mapping[str, Any], sort: str, page: Any, known: int) -> Listing:
    """The asked page. `known` is how many fit by the totals, 0 if they don't tell; it counts only for long lists."""
    ids = list(in_order(matching(asked), sort).values_list("pk", flat=True)[: MOST + 1])
    cut = len(ids) > MOST
    found = Turned(ids[:MOST], max(known, MOST) if cut else len(ids)).get_page(page)
    found.object_list = rows_of(found.object_list)
    return Listing(found, cut)


def ids_of(asked: Mapping[str, Any], most: int) -> list[int]:
    """The ids of everybody who fits, by name; at most so many."""
    return list(in_order(matching(asked), BY_NAME).values_list("pk", flat=True)[:most])
