"""What becomes of our rows when two records become one, one is erased, or a union goes into another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.persons.moving import Fate, moves_with_person
from niangjia.engines.people.unions.hooks import on_merge
from niangjia.foundation.clock import now

from .models import Appointment, Problem, Reception, Visit

if TYPE_CHECKING:
    from niangjia.engines.people.models import Person
    from niangjia.engines.people.unions.hooks import Merging


def _appointments(keep: Person, lose: Person) -> int:
    """Of two places on one day, that of the record which stays is kept."""
    booked = Appointment.State.BOOKED
    known = Appointment.objects.filter(person=keep, state=booked).values("reception")
    Appointment.objects.filter(person=lose, state=booked, reception__in=known).delete()
    return Appointment.objects.filter(person=lose).update(person=keep)


moves_with_person("visits.appointment", "person", _appointments, erased=Fate.DELETED)


@on_merge("visits.visit.union")
def visits(merging: Merging) -> int:
    """What is still planned goes along; what was done was done by the union that was."""
    return Visit.objects.filter(union=merging.gone, state=Visit.State.PLANNED).update(union=merging.into)


@on_merge("visits.problem.union")
def problems(merging: Merging) -> int:
    going = (Problem.State.OPEN, Problem.State.SOLVED)
    return Problem.objects.filter(union=merging.gone, state__in=going).update(union=merging.into)


@on_merge("visits.reception.union")
def receptions(merging: Merging) -> int:
    return Reception.objects.filter(union=merging.gone, starts__gte=now(), off=None).update(union=merging.into)
