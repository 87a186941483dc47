"""A list for a page: what lies outside is not there (404), what lies inside may be refused (403)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from niangjia.engines.people.roster.staging.loading import find_roster

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from niangjia.engines.people.roster.models import Roster
    from niangjia.foundation.access.request import Request


def load_roster(request: Request, roster_id: UUID) -> Roster:
    """The list with its union. Raises Http404 outside the reach, Refused inside it without the permission."""
    found = find_roster(request.actor, roster_id)
    if found is None:
        raise Http404
    return found


def is_stale(request: Request, roster: Roster) -> bool:
    """Whether the page that sent this showed another check of the list: it was open in two tabs, or pressed twice."""
    return request.POST.get("round") != str(roster.round)


def to_roster(request: Request, roster: Roster, said: str = "") -> HttpResponse:
    """Back to the list as it is by now, with a sentence why."""
    if said:
        messages.warning(request, said)
    return redirect("people:roster", roster.pk)


def changed_since(request: Request, roster: Roster) -> HttpResponse:
    """For what was sent from a page that does not hold any more."""
    return to_roster(request, roster, _("The list has gone on since you opened that page: look at it again."))
