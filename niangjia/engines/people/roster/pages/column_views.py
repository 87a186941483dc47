"""Which sheet, and what its columns hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry.asking import asks, posted
from niangjia.engines.people.roster.reading.reasons import NOTES
from niangjia.engines.people.roster.staging.checking import start_check
from niangjia.engines.people.roster.staging.mapping import BEFORE_COMMIT, choose_columns, choose_sheet
from niangjia.engines.people.roster.staging.uploading import uploaded_before
from niangjia.foundation.access.guards import needs

from .columns_of import ColumnsForm, table_of
from .loading import changed_since, is_stale, load_roster, to_roster
from .shown import item_of, steps_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from niangjia.engines.people.roster.models import Roster
    from niangjia.foundation.access.request import Request

    from .columns_of import Table


@needs(EDIT)
@never_cache
@asks
def columns(request: Request, roster_id: UUID) -> HttpResponse:
    """Asks what the columns hold, and begins the check."""
    roster = load_roster(request, roster_id)
    if roster.state not in BEFORE_COMMIT:
        return to_roster(request, roster)
    if request.method == "POST" and (is_stale(request, roster) or request.POST.get("sheet") != roster.sheet):
        return changed_since(request, roster)
    table = table_of(roster)
    form = ColumnsForm(roster, table.columns, posted(request))
    if form.is_valid():
        try:
            with transaction.atomic():
                choose_columns(request.actor, roster, form.mapping())
                start_check(request.actor, roster)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("people:roster", roster.pk)
    return render(
        request, "people/roster/columns.html", _context(roster, table, form), status=422 if form.errors else 200
    )


def _context(roster: Roster, table: Table, form: ColumnsForm) -> dict[str, object]:
    before = uploaded_before(roster)
    return {
        "roster": roster,
        "steps": steps_of(roster, 1),
        "table": table,
        "form": form,
        "notes": [NOTES[note] for note in table.book.notes if note in NOTES],
        "before": item_of(before) if before else None,
    }


@needs(EDIT)
@require_POST
def sheet(request: Request, roster_id: UUID) -> HttpResponse:
    """Takes the table from another sheet."""
    roster = load_roster(request, roster_id)
    try:
        choose_sheet(request.actor, roster, request.POST.get("sheet", ""))
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
    return redirect("people:roster_columns", roster.pk)
