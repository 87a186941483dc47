"""Who gets a concern: the worker's own union, or the first one above it that is no unit of the same employer."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models.expressions import RawSQL

from niangjia.engines.matters.acts.opening import handling_union
from niangjia.engines.people.models import Coverage, Employer, Employment
from niangjia.engines.people.unions.acts import STANDING
from niangjia.engines.people.unions.models import Level
from niangjia.engines.people.unions.neighbours import holding
from niangjia.engines.people.unions.own_base import own_base

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from niangjia.engines.people.models import Person, Union
    from niangjia.foundation.access.actor import Actor


class Above(NamedTuple):
    """The union that gets it, and the one past which it goes: with all below, that knows nothing of it."""

    union: Union
    past: Union | None


def own_union(person: Person) -> Union:
    """The union that handles what the person brings to the own one."""
    return own_base(person.pk) or handling_union(person.home)


def union_above(person: Person) -> Above | None:
    """The first union above the own one that no employer of the person has a hand in; None where there is none.

    Unions that cover one of these employers, and base unions above (those of a group of companies), are passed by:
    their officers may be on the same payroll.
    """
    employers = employers_of(person)
    past = own_union(person)
    above = past.parent
    while above is not None and (above.level >= Level.BASE or _covers(above, employers)):
        past, above = above, above.parent
    return Above(above, past) if above is not None and above.state in STANDING else None


def receives(union: Union) -> Above:
    """Who gets what somebody of that union brings without a name: as union_above, by the employers that it covers."""
    past, holder = None, union
    employers = covered_by(union)
    while holder.parent is not None and (holder.level >= Level.BASE or (past and _covers(holder, employers))):
        past, holder = holder, holder.parent
    return Above(holder, past)


def covered_by(union: Union) -> list[Employer]:
    """The employers whose workers the union has."""
    return [row.employer for row in holding(Coverage.objects.filter(union=union)).select_related("employer")]


def payroll(actor: Actor) -> list[int]:
    """The places of the unions that cover whom the actor works for: what goes past those is not for this reader."""
    if actor.person_id is None:
        return []
    return list(covering_own(actor.person_id).values_list("union__place", flat=True))


def covering_own(person: int) -> QuerySet[Coverage]:
    """The coverages of whom somebody works for; one's own employments need no scope, and lists ask no query more."""
    own = RawSQL("SELECT employer_id FROM people_employment WHERE person_id = %s AND ended IS NULL", [person])
    return holding(Coverage.objects.filter(employer__in=own))


def employers_of(person: Person) -> list[Employer]:
    """For whom the person works now."""
    rows = Employment.objects.filter(person=person, ended=None)
    return list(Employer.objects.filter(pk__in=rows.values("employer")).order_by("name"))


def only_employer(union: Union | None) -> Employer | None:
    """The employer whose union it is, where it is the union of one alone."""
    found = list(holding(Coverage.objects.filter(union=union)).select_related("employer")[:2]) if union else []
    return found[0].employer if len(found) == 1 else None


def _covers(union: Union, employers: list[Employer]) -> bool:
    return holding(Coverage.objects.filter(union=union, employer__in=employers)).exists()
