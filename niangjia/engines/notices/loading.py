"""Load and authorise in one call, as engines/people/loading.py does for persons and unions."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.http import Http404

from niangjia.engines.people.models import Union

from .broadcasts.models import Broadcast
from .circulars.models import Circular, CircularReceipt
from .groups.models import WeChatGroup
from .permissions import SEE, WRITE
from .sending.models import Notice

if TYPE_CHECKING:
    from django.db import models

    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

Owned = TypeVar("Owned", Notice, Broadcast, Circular, CircularReceipt, WeChatGroup)


def load(request: Request, model: type[Owned], pk: int, code: str = SEE) -> Owned:
    """The row of a union. Raises Http404 outside the actor's reach, Refused inside it without the permission."""
    rows: models.QuerySet[Owned] = model._default_manager.select_related("union")
    found = rows.filter(pk=pk).first()
    if found is None or found.union is None or found.union.place not in request.actor.reach():
        raise Http404
    request.actor.require(code, at=found.union.place)
    return found


def sender_over(actor: Actor, union: Union) -> Union:
    """The union in whose name the actor writes to that one: the highest of its own that it lies in, else itself."""
    for start, end in actor.reach(WRITE).ranges:
        if start <= union.place < end:
            return Union.objects.get(place=start)
    return union


def own_unions(actor: Actor, code: str = WRITE) -> list[Union]:
    """The tops of where the actor has the permission."""
    starts = [start for start, _end in actor.reach(code).ranges]
    return list(Union.objects.filter(place__in=starts).order_by("place"))
