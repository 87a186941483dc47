"""Lists of tasks: mine, my union's, what is late, all that I see. They stay quick whatever is closed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from niangjia.engines.matters.core.models import LIVING, Task, TaskState
from niangjia.engines.matters.permissions import SEE
from niangjia.engines.matters.procedures import all_procedures
from niangjia.engines.matters.rights import actable, own_places, seen_by, step_codes, within
from niangjia.engines.people.models import Person
from niangjia.foundation.clock import now

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

    from niangjia.foundation.access.actor import Actor

MOST = 1000  # rows that a list looks at; whoever has more asks by service or union


class View(StrEnum):
    """What a list of tasks shows."""

    MINE = "mine"
    UNION = "union"
    LATE = "late"
    ALL = "all"

    @property
    def label(self) -> _StrPromise:
        return TITLES[self]


TITLES = {
    View.MINE: _("Mine"),
    View.UNION: _("My union's"),
    View.LATE: _("Overdue"),
    View.ALL: _("All I see"),
}


DUE_FIRST = (F("due").asc(nulls_last=True), "pk")


def tasks_in(
    actor: Actor, view: View, *, procedure: str = "", step: str = "", ordered: Sequence[Any] = DUE_FIRST
) -> QuerySet[Task]:
    """The living tasks of a view, what is due first on top; whoever lists them takes MOST at most."""
    rows = _rows(actor, view)
    if procedure:
        rows = rows.filter(procedure=procedure)
    if step:
        rows = rows.filter(key=step)
    rows = rows.select_related("matter", "union", "claimed_by").defer("matter__engine", "matter__variables")
    return rows.order_by(*ordered)


def _rows(actor: Actor, view: View) -> QuerySet[Task]:
    return Task.objects.filter(_shown(actor, view), state__in=LIVING)


def _shown(actor: Actor, view: View) -> Q:
    if view is View.MINE:
        # The reach is asked as well: whoever lost a post keeps no task by it.
        return Q(state=TaskState.CLAIMED, claimed_by=actor.account_id) & actable(actor)
    if view is View.UNION:
        return actable(actor)
    if view is View.LATE:
        return Q(due__lt=now(), state__lt=TaskState.DONE) & _seen(actor)
    return Q(state__lt=TaskState.DONE) & _seen(actor)


def _seen(actor: Actor) -> Q:
    """Steps at unions where one sees matters, of matters that one sees."""
    return within(actor.reach(SEE)) & seen_by(actor, "matter__")


# As far as the figure beside a view counts: below a city tens of thousands may be late.
COUNTED = {View.MINE: MOST, View.UNION: MOST, View.LATE: 100}
# By hand, for every look at a list asks it: what rights.actable says. `posts` are "place permission" of each post;
# what was sent past a union in which the actor has one is found from there, for of most tasks there is no such thing.
OWN = """
    WITH RECURSIVE over (id, parent_id) AS (
        SELECT id, parent_id FROM people_union WHERE place = ANY(%s)
        UNION SELECT above.id, above.parent_id FROM people_union above JOIN over ON above.id = over.parent_id
    )
    SELECT count(*) FILTER (WHERE claimed_by_id = %s) AS mine, count(*) AS own FROM (
        SELECT claimed_by_id FROM people_union held JOIN matters_task task ON task.union_id = held.id
        WHERE held.place = ANY(%s) AND held.place || ' ' || task.permission = ANY(%s)
            AND task.state < 3 AND NOT for_applicant
            AND matter_id NOT IN (SELECT past.id FROM matters_matter past JOIN over ON past.bypassed_id = over.id)
            AND matter_id NOT IN (SELECT out.matter_id FROM matters_keptout out WHERE out.person_id = %s)
        LIMIT %s
    ) counted
"""
LATE = "SELECT count(*) AS late FROM ({late}) counted"


def counts_of(actor: Actor) -> dict[View, int]:
    """How many there are in each view that a day begins with, as far as COUNTED; one query for all."""
    steps, places = step_codes(), own_places(actor)
    posts = [f"{start} {code}" for start, codes in places.items() for code in codes & steps]
    own = ([*places], actor.account_id, [*places], posts, actor.person_id, COUNTED[View.UNION])
    late = _sql(_rows(actor, View.LATE).values("pk")[: COUNTED[View.LATE]])
    # Django's own SQL, its parameters apart.
    second = LATE.format(late=late[0]) if late else "SELECT 0 AS late"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT mine, own, late FROM ({OWN}) a, ({second}) b", [*own, *(late[1] if late else ())])  # noqa: S608
        return dict(zip((View.MINE, View.UNION, View.LATE), cursor.fetchone(), strict=True))


def _sql(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]] | None:
    """A query's SQL; None where it can find nothing."""
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return None


def names_of(persons: Iterable[int | None]) -> dict[int, str]:
    """The names of applicants, of those in the scope; one query."""
    wanted = {person for person in persons if person is not None}
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def procedures_shown() -> list[tuple[str, str]]:
    """The services by which a list is narrowed: key and title."""
    return [(key, str(found.title)) for key, found in sorted(all_procedures().items())]
