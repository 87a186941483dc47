"""Load and authorise in one call, as engines/people/loading.py does for persons and unions."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.http import Http404

from .books.models import Incoming
from .life.hiding import is_hidden
from .life.models import Paper
from .permissions import SEE
from .returns.models import Return
from .rights import require_own
from .scans.models import Scan

if TYPE_CHECKING:
    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.actor import Actor
    from niangjia.foundation.access.request import Request

Owned = TypeVar("Owned", Paper, Scan, Incoming, Return)


def load(request: Request, model: type[Owned], pk: int, code: str = SEE) -> Owned:
    """The row of a union. Raises Http404 outside the actor's reach and for what is hidden from it, Refused inside it
    without the permission.

    What is done to papers takes a post in that very union (rights.py); scans and returns come from above, too.
    """
    found = model._default_manager.select_related("union").filter(pk=pk).first()
    if found is None or found.union.place not in request.actor.reach() or _is_hidden(request.actor, found):
        raise Http404
    if code != SEE and isinstance(found, Paper | Incoming):
        require_own(request.actor, code, found.union)
    else:
        request.actor.require(code, at=found.union.place)
    return found


def _is_hidden(actor: Actor, found: Owned) -> bool:
    """A paper, and what came to a union as one."""
    if isinstance(found, Incoming):
        return found.paper is not None and is_hidden(actor, found.paper)
    return isinstance(found, Paper) and is_hidden(actor, found)


def own_unions(actor: Actor, code: str) -> list[Union]:
    """The tops of where the actor has the permission."""
    from niangjia.engines.people.models import Union

    starts = [start for start, _end in actor.reach(code).ranges]
    return list(Union.objects.filter(place__in=starts).order_by("place"))
