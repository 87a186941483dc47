"""What the list of persons can be narrowed down by, beyond union, kind, standing and the shares of the totals.

A filter that nobody asked for adds nothing to the query.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from niangjia.engines.people.employers.models import Employment
from niangjia.engines.people.memberships.models import LIVING, Membership
from niangjia.foundation.clock import today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from niangjia.engines.people.persons.models import Person

# Filter -> column of the person that has to be the same.
SAME = {
    "political": "political",
    "household": "household",
    "work_state": "work_state",
    "skill": "skill",
    "migrant": "is_migrant",
}


def extra(found: QuerySet[Person], asked: Mapping[str, Any]) -> QuerySet[Person]:
    """Of these persons those who fit the further filters; `asked` as FilterForm.asked() gives it."""
    same = {column: asked[name] for name, column in SAME.items() if asked.get(name)}
    if same:
        found = found.filter(**same)
    if span := _born(asked):
        found = found.filter(**span)
    if membership := _of_membership(asked):
        found = found.filter(Exists(Membership.objects.filter(person=OuterRef("pk"), **membership)))
    if work := _of_work(asked):
        found = found.filter(Exists(Employment.objects.filter(person=OuterRef("pk"), ended=None, **work)))
    return found


def _born(asked: Mapping[str, Any]) -> dict[str, date]:
    """Of an age from so many years to so many, today."""
    span = {}
    if (least := asked.get("age_from")) is not None:
        span["born__lte"] = years_ago(least)
    if (most := asked.get("age_to")) is not None:
        span["born__gt"] = years_ago(most + 1)
    return span


def years_ago(years: int) -> date:
    """The same day so many years ago; of 29 February, the day before 1 March."""
    day = today()
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def _of_membership(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Of the membership whose state is asked for, else of the living one."""
    names = {"origin": "origin", "joined_from": "joined__gte", "joined_to": "joined__lte"}
    wanted = {column: asked[name] for name, column in names.items() if asked.get(name)}
    if not wanted:
        return {}
    state = asked.get("state")
    return {**wanted, "state": state} if state else {**wanted, "state__in": LIVING}


def _of_work(asked: Mapping[str, Any]) -> dict[str, Any]:
    names = {"employment": "kind", "employer": "employer__in"}
    return {column: asked[name] for name, column in names.items() if asked.get(name)}
