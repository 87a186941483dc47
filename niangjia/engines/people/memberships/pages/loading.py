"""A membership of a person in sight, for who may move members of its union."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from niangjia.engines.people.loading import load_person
from niangjia.engines.people.memberships.models import Membership
from niangjia.engines.people.permissions import MOVE

if TYPE_CHECKING:
    from niangjia.foundation.access.request import Request


def load_membership(request: Request, person_id: int, membership_id: int) -> Membership:
    """The membership with union and person. Raises Http404 outside the scope, Refused inside without the right."""
    person = load_person(request, person_id)
    rows = Membership.objects.filter(person=person).select_related("union", "person__home")
    membership = rows.filter(pk=membership_id).first()
    if membership is None:
        raise Http404
    request.actor.require(MOVE, at=membership.union.place)
    return membership
