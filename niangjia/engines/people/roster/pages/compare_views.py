"""An employer's list beside the register: who came, who left, who dropped out; to be printed, nothing flows back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.registry.rows import rows_of
from niangjia.engines.people.roster.models import Roster
from niangjia.engines.people.roster.staging.reconciling import reconcile
from niangjia.foundation.access.guards import needs
from niangjia.foundation.clock import today

from .loading import load_roster, to_roster
from .shown import steps_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

MOST = 2_000  # persons of a kind that are listed


@needs(EDIT)
@never_cache
@require_safe
def compare(request: Request, roster_id: UUID) -> HttpResponse:
    """The comparison as of now. That it was looked at stands in the journal."""
    roster = load_roster(request, roster_id)
    if roster.purpose != Roster.Purpose.EMPLOYER or roster.state != Roster.State.CHECKED:
        return to_roster(request, roster)
    found = reconcile(request.actor, roster.union, roster)
    context = {
        "roster": roster,
        "steps": steps_of(roster),
        "found": found,
        "left": rows_of(found.left[:MOST]),
        "dropped": rows_of(found.dropped[:MOST]),
        "not_members": rows_of(found.not_members[:MOST]),
        "came": found.came[:MOST],
        "unsure": found.unsure[:MOST],
        "most": MOST,
        "day": today(),
    }
    return render(request, "people/roster/compare.html", context)
