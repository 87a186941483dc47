"""Which persons the register's list shows, quickly also where half a million are in sight."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Exists, F, Func, OuterRef, Q, Subquery

from niangjia.engines.people.codes import WorkState
from niangjia.engines.people.memberships.models import LIVING, Membership
from niangjia.engines.people.memberships.models import State as Standing
from niangjia.engines.people.persons.models import Person
from niangjia.engines.people.totals.facets import BY_CODE, INCOMPLETE, MEMBERS, RETAINED, UNORGANISED
from niangjia.engines.people.totals.reading import totals_of
from niangjia.engines.people.unions.models import Union
from niangjia.foundation.access.scope import current_scope

from .filters import extra
from .paging import PER_PAGE, Turned, Walked
from .rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.paginator import Page
    from django.db.models import QuerySet

    from niangjia.foundation.access.reach import Reach

    from .rows import Row

MOST = 1_000  # rows that can be turned to; behind that one narrows
FEW = 500  # unions: of so many, persons are looked up union by union whatever is asked
MANY = 5_000  # unions: of so many, looking up all the persons is no quicker than reading the whole city
PATIENCE = 30  # of so many persons one at least has to fit, to find them by going through the city by name
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


def matching(asked: Mapping[str, Any], *, walking: bool = False) -> QuerySet[Person]:
    """Persons inside the scope who fit the filters, in no order; `walking` as for `in_order`."""
    found = _within(_reach(asked), walking=walking).filter(state__in=HERE)
    state = asked.get("state")
    found = found.filter(_has(state=state) if state else Q(died=None))
    if kind := asked.get("kind"):
        found = found.filter(_of_kind(Kind(kind)))
    found = found.filter(**{name: value for name in PARTS if (value := asked.get(name))})
    return extra(found, asked)


def _within(reach: Reach, *, walking: bool) -> QuerySet[Person]:
    """The persons of these unions inside the scope. Where that is all of it, nothing needs to be said of them."""
    if reach == current_scope().reach and (walking or reach.width > MANY):
        return Person.objects.all()
    return Person.objects.filter(home__in=Union.objects.within(reach))


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


def in_order(found: QuerySet[Person], sort: str, *, walking: bool = True) -> QuerySet[Person]:
    """Sorted as asked; by name where the day of joining is the same.

    Without `walking`, whoever fits is looked up first and sorted then. With it the database may go through the whole
    city by name until enough have come, which takes long if few fit.
    """
    sign = "-" if sort.startswith("-") else ""
    if sort.removeprefix("-") == BY_NAME:
        name = F(BY_NAME) if walking else Anew(BY_NAME)
        return found.order_by(name.desc() if sign else name.asc(), f"{sign}pk")
    living = Membership.objects.filter(person=OuterRef("pk"), state__in=LIVING)
    return found.annotate(joined=Subquery(living.values("joined")[:1])).order_by(f"{sign}joined", "name_key", "pk")


class Anew(Func):
    """A text as it is, but no index knows its order."""

    template = "(%(expressions)s || '')"
    output_field = CharField(db_collation="C")


@dataclass(frozen=True)
class Listing:
    """A page of rows. `cut` says that more fit than can be turned to."""

    page: Page[Row]
    cut: bool


def listing(asked: Mapping[str, Any], sort: str, page: Any, counts: Counts) -> Listing:
    """The asked page. The counts are those of the asked union, or of the reach.

    Where they say that more fit than can be turned to, the one page is read; else all that can, to know how many.
    """
    known = _at_least(asked, counts)
    number = int(page) if str(page).isdecimal() else 1
    alone = known > MOST and _may_walk(asked, sort) and min(number * PER_PAGE, MOST) * PATIENCE <= known
    walking = alone or _are_many(asked, sort, counts)
    found = in_order(matching(asked, walking=walking), sort, walking=walking)
    if not alone:
        ids = list(found.values_list("pk", flat=True)[: MOST + 1])
        known = max(known, len(ids)) if len(ids) > MOST else len(ids)
    # Without a kind the totals know only how many there are at least.
    all_told = known if asked.get("kind") and asked.keys() <= {"kind", "union"} else min(known, MOST)
    pages = Turned(Walked(found, sort, repr(asked)) if alone else ids, min(known, MOST), all_told)
    shown = pages.get_page(page)
    shown.object_list = rows_of(shown.object_list)
    return Listing(shown, known > MOST)


def _reach(asked: Mapping[str, Any]) -> Reach:
    union: Union | None = asked.get("union")
    reach = current_scope().reach
    return union.subtree & reach if union else reach


def _at_least(asked: Mapping[str, Any], counts: Counts) -> int:
    """How many fit at least by the totals, which know members by what tells them apart; 0 if they can't tell."""
    more = asked.keys() - {"union"}
    if more <= {"kind"}:
        return counts.of(asked.get("kind", ""))
    if len(more) == 1 and (facet := next(iter(more))) in BY_CODE:
        return totals_of(_reach(asked), [facet]).get(facet, {}).get(asked[facet], 0)
    return 0


def _may_walk(asked: Mapping[str, Any], sort: str) -> bool:
    """Not where few unions are meant: their persons are looked up union by union whatever is asked."""
    return sort.removeprefix("-") == BY_NAME and _reach(asked).width > FEW


def _are_many(asked: Mapping[str, Any], sort: str, counts: Counts) -> bool:
    """Whether so many fit, as the database guesses, that all who can be turned to come soon by name."""
    if counts.everybody < MOST * PATIENCE or not _may_walk(asked, sort):
        return False
    fitting, everybody = _guess(matching(asked, walking=True)), _guess(Person.objects.all())
    return counts.everybody * fitting >= MOST * PATIENCE * everybody


def _guess(found: QuerySet[Person]) -> int:
    """How many rows the database expects by its statistics; nothing is read for it."""
    return int(json.loads(found.explain(format="json"))[0]["Plan"]["Plan Rows"])


def ids_of(asked: Mapping[str, Any], most: int) -> list[int]:
    """The ids of everybody who fits, by name; at most so many."""
    return list(in_order(matching(asked), BY_NAME, walking=False).values_list("pk", flat=True)[:most])
