"""Load and authorise in one call: what lies outside is not there (404), what lies inside may be refused (403)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from .permissions import SEE, SEE_UNIONS
from .persons.models import Person
from .unions.models import Union

if TYPE_CHECKING:
    from niangjia.foundation.access.request import Request


def load_person(request: Request, person_id: int, code: str = SEE) -> Person:
    """The person with its home. Raises Http404 outside the scope, Refused inside it without the permission."""
    person = Person.objects.select_related("home").filter(pk=person_id).first()
    if person is None:
        raise Http404
    request.actor.require(code, at=person.home.place)
    return person


def load_union(request: Request, union_id: int, code: str = SEE_UNIONS) -> Union:
    """The union. Raises Http404 where the actor has no right at all, Refused where it has others."""
    union = Union.objects.filter(pk=union_id).first()
    if union is None or union.place not in request.actor.reach():
        raise Http404
    request.actor.require(code, at=union.place)
    return union


def own_record(request: Request) -> Person:
    """The record of whoever asks, for which nobody needs a permission. Raises Http404 for who has none."""
    own = request.actor.person_id
    person = Person.objects.select_related("home").filter(pk=own).first() if own else None
    if person is None:
        raise Http404
    return person
