"""Load and authorise in one call: what lies elsewhere is not there (404), above it is refused (403)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404

from niangjia.engines.matters.rights import require_at
from niangjia.engines.people.loading import load_union
from niangjia.services.visits.acts.keeping import others_of
from niangjia.services.visits.models import Problem
from niangjia.services.visits.permissions import VISIT

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from niangjia.engines.people.models import Union
    from niangjia.foundation.access.request import Request


def load_here(request: Request, union_id: int) -> Union:
    """A union of one's own posts. Raises Http404, Refused."""
    union = load_union(request, union_id, VISIT)
    require_at(request.actor, VISIT, union)
    return union


def load_problem(request: Request, key: UUID) -> Problem:
    """A problem of a union of one's own posts, or one below that nobody there may strike off.

    Raises Http404, Refused.
    """
    row = Problem.objects.select_related("union", "matter", "visit").filter(pk=key).first()
    if row is None:
        raise Http404
    union = load_union(request, row.union_id, VISIT)
    if row.state != Problem.State.SOLVED or others_of(row):
        require_at(request.actor, VISIT, union)
    return row


def load_row(request: Request, rows: QuerySet[Any], key: object) -> Any:
    """A row of a union of one's own posts. Raises Http404, Refused."""
    row = rows.select_related("union").filter(pk=key).first()
    if row is None:
        raise Http404
    load_here(request, row.union_id)
    return row
