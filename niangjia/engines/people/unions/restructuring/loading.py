"""Load a union for an act and ask for the right, in one call. Most acts are for those above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from niangjia.engines.people.loading import load_union
from niangjia.engines.people.unions.acts import require_above

if TYPE_CHECKING:
    from niangjia.engines.people.unions.models import Union
    from niangjia.foundation.access.request import Request


def load_from_above(request: Request, union_id: int) -> Union:
    """The union. Raises Http404 where the actor has no right, Refused for who may not restructure above it."""
    union = load_union(request, union_id)
    require_above(request.actor, union)
    return union
