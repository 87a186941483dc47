"""Which of several rows about one person holds, or whether a row is about somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry.asking import asks
from niangjia.engines.people.registry.rows import rows_of as lines_of
from niangjia.engines.people.roster.models import Roster
from niangjia.engines.people.roster.staging.picking import pick_row
from niangjia.engines.people.roster.staging.previewing import shown
from niangjia.engines.people.roster.staging.reasons import sentence
from niangjia.foundation.access.guards import needs

from .differences import differences, rows_in
from .loading import changed_since, is_stale, load_roster
from .shown import steps_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

NONE = "none"


@needs(EDIT)
@never_cache
@asks
def pick(request: Request, roster_id: UUID, group: int) -> HttpResponse:
    """Shows the rows beside each other, and the record that they may be about; takes the choice."""
    roster = load_roster(request, roster_id)
    if roster.state != Roster.State.CHECKED or (request.method == "POST" and is_stale(request, roster)):
        return changed_since(request, roster)
    rows = rows_in(roster, group)
    if not rows:
        raise Http404
    error = ""
    if request.method == "POST":
        error = _pick(request, roster, group, {str(row.number) for row in rows})
        if not error:
            return redirect(f"{reverse('people:roster', args=[roster.pk])}?show=held")
    persons = [row.person for row in rows if row.person]
    context = {
        "roster": roster,
        "steps": steps_of(roster),
        "rows": list(zip(shown(rows), differences(rows), strict=True)),
        "records": lines_of(dict.fromkeys(persons)),
        "error": error,
        "none": NONE,
        "sentence": sentence(rows[0].reason),
    }
    return render(request, "people/roster/pick.html", context, status=422 if error else 200)


def _pick(request: Request, roster: Roster, group: int, numbers: set[str]) -> str:
    """Do as was chosen; answers what is wrong, "" if nothing."""
    chosen = request.POST.get("row", "")
    if chosen not in {NONE, *numbers}:
        return _("Choose one of the rows, or none.")
    try:
        pick_row(request.actor, roster, group, None if chosen == NONE else int(chosen))
    except NotPossible as refusal:
        return str(refusal)
    messages.success(request, _("Noted. It can be changed until the list is committed."))
    return ""
