"""Committing, undoing and deleting a list: each asks first, and says in numbers what will happen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from niangjia.engines.people.permissions import EDIT
from niangjia.engines.people.refusals import NotPossible
from niangjia.engines.people.registry.asking import asks, posted
from niangjia.engines.people.roster.models import Roster
from niangjia.engines.people.roster.staging.committing import cancel_roster, commit_roster
from niangjia.engines.people.roster.staging.previewing import counts_of
from niangjia.engines.people.roster.staging.undoing import can_be_undone, obstacles, undo_roster
from niangjia.foundation.access.guards import needs

from .forms import CommitForm
from .loading import changed_since, is_stale, load_roster, to_roster
from .preview import effects_of, left_of, offers_of
from .shown import steps_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from niangjia.foundation.access.request import Request

State = Roster.State
MAY_GO = (State.UPLOADED, State.CHECKING, State.CHECKED, State.COMMITTING, State.UNREADABLE)


@needs(EDIT)
@never_cache
@asks
def commit(request: Request, roster_id: UUID) -> HttpResponse:
    """Asks how the new ones come in, and begins the commit; pressed twice, it is begun once."""
    roster = load_roster(request, roster_id)
    if not _may_be_committed(roster) or (request.method == "POST" and is_stale(request, roster)):
        return changed_since(request, roster) if request.method == "POST" else to_roster(request, roster)
    form = CommitForm(posted(request), initial={"origin": roster.origin, "word": roster.word})
    if form.is_valid():
        try:
            commit_roster(request.actor, roster, **form.cleaned_data)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("people:roster", roster.pk)
    counts = counts_of(roster)
    context = {"roster": roster, "steps": steps_of(roster, 4), "form": form, "effects": effects_of(counts)}
    context |= {"counts": counts, **offers_of(roster, counts)}
    return render(request, "people/roster/commit.html", context, status=422 if form.errors else 200)


def _may_be_committed(roster: Roster) -> bool:
    return roster.purpose == Roster.Purpose.MEMBERS and (
        roster.state == State.CHECKED or (roster.state == State.COMMITTED and left_of(roster))
    )


@needs(EDIT)
@never_cache
@asks
def undo(request: Request, roster_id: UUID) -> HttpResponse:
    """Asks, or lists what stands in the way; begins the undoing."""
    roster = load_roster(request, roster_id)
    if not can_be_undone(roster):
        return to_roster(request, roster)
    refused = False
    if request.method == "POST":
        try:
            undo_roster(request.actor, roster)
        except NotPossible as refusal:
            messages.warning(request, str(refusal))
            refused = True
        else:
            return redirect("people:roster", roster.pk)
    context = {"roster": roster, "obstacles": obstacles(roster), "counts": counts_of(roster)}
    return render(request, "people/roster/undo.html", context, status=422 if refused else 200)


@needs(EDIT)
@never_cache
@asks
def delete(request: Request, roster_id: UUID) -> HttpResponse:
    """Asks, then deletes an upload that is not committed, or stops a commit."""
    roster = load_roster(request, roster_id)
    if roster.state not in MAY_GO:
        return to_roster(request, roster)
    if request.method != "POST":
        return render(request, "people/roster/delete.html", {"roster": roster, **_asked(roster)})
    try:
        cancel_roster(request.actor, roster)
    except NotPossible as refusal:
        return to_roster(request, roster, str(refusal))
    if roster.state == State.CANCELLED:
        messages.success(request, _("The upload is deleted."))
        return redirect("people:rosters")
    return to_roster(request, roster, _("Stopped. What was committed by then stays, and can be undone."))


def _asked(roster: Roster) -> dict[str, Any]:
    back = reverse("people:roster", args=[roster.pk])
    if roster.state == State.COMMITTING:
        lines = [
            _("What is committed by then stays in the register, and can be undone."),
            _("You can go on with the rest later."),
        ]
        return {"question": _("Stop the commit?"), "lines": lines, "action": _("Stop"), "back": back}
    lines = [_("The file and all that was found in it are deleted here."), _("The register stays as it is.")]
    question = _("Delete “%(name)s”?") % {"name": roster.file_name}
    return {"question": question, "lines": lines, "action": _("Delete the upload"), "back": back}
