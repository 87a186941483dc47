"""A row of a person's record, for who may correct the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from niangjia.engines.people.loading import load_person
from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.persons.changing import OVER

if TYPE_CHECKING:
    from niangjia.engines.people.persons.models import Person
    from niangjia.foundation.access.request import Request

PLACES = {"document": "documents", "detail": "details", "relative": "family", "work": "employments"}


def load_record(request: Request, person_id: int) -> Person:
    """The person, to be changed. Raises Http404 also for a record that was merged or erased, and Refused."""
    person = load_person(request, person_id, EDIT)
    if person.state in OVER:
        raise Http404
    return person


def load_row(request: Request, person_id: int, what: str, row_id: int) -> Any:
    """The person's row of that kind (PLACES); its `person` is the one with the home. Raises Http404, Refused."""
    person = load_record(request, person_id)
    row = getattr(person, PLACES[what]).filter(pk=row_id).first()
    if row is None:
        raise Http404
    row.person = person
    return row
